// just-bash keeps text as characters: `printf '\303\251'` writes "Ã©" where a shell writes the two bytes
// of "é". Here an escape that names a byte from 0x80 on becomes a marker of that byte.
import { markerOf } from "./lossless-text.ts";

/** Matches escapes of bytes: `\303`, `\0303` or `\xc3`. An escaped backslash does not begin an escape. */
const forms: Readonly<Record<"format" | "echo" | "argument", RegExp>> = {
  /** In the format of `printf`. */
  format: /\\(?:\\|x([0-9a-fA-F]{1,2})|([0-7]{1,3}))/g,
  /** In the arguments of `echo -e`. */
  echo: /\\(?:\\|x([0-9a-fA-F]{1,2})|0([0-7]{1,3}))/g,
  /** In the argument of `%b` of `printf`. */
  argument: /\\(?:\\|x([0-9a-fA-F]{1,2})|0?([0-7]{1,3}))/g,
};

/** Replaces escapes of bytes that are not complete characters by markers. */
export function markBytes(text: string, form: keyof typeof forms): string {
  return text.replaceAll(forms[form], (escape, hex?: string, octal?: string) => {
    const byte = byteOf(hex, octal);
    return byte === undefined ? escape : markerOf(byte);
  });
}

const run = /(?:\\(?:x[89a-fA-F][0-9a-fA-F]|0?[23][0-7]{2}))+|\\\\/g;

/** Replaces neighbouring escapes of bytes by the characters that they encode in UTF-8, where they do. */
export function decodeEscapes(text: string): string {
  return text.replaceAll(run, (escapes) => {
    if (escapes === "\\\\") return escapes;
    const bytes = [...escapes.matchAll(forms.argument)].map(([, hex, octal]) => byteOf(hex, octal));
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
        Uint8Array.from(bytes, (byte) => byte ?? 0),
      );
    } catch {
      return escapes;
    }
  });
}

/** Decodes the escapes in each `$'…'` of a script. */
export function decodeAnsiQuotes(script: string): string {
  if (!script.includes("$'")) return script;
  // Skips quotes and comments, because a "$'" in them is plain text.
  const parts = /\\[\s\S]|\$'(?:[^'\\]|\\[\s\S])*'|'[^']*'|"(?:[^"\\]|\\[\s\S])*"|(?<=^|\s)#.*/g;
  return script.replaceAll(parts, (part) => (part.startsWith("$'") ? decodeEscapes(part) : part));
}

function byteOf(hex: string | undefined, octal: string | undefined): number | undefined {
  if (hex === undefined && octal === undefined) return undefined;
  const byte = hex === undefined ? Number.parseInt(octal!, 8) & 0xff : Number.parseInt(hex, 16);
  return byte < 0x80 ? undefined : byte;
}
