import { readFileSync } from "node:fs";

/**
 * @returns the text of a file, the same for every checkout of it: without a byte order mark, its
 *   lines ended by a line feed alone
 * @throws the error of the file system
 */
export function fileText(path: string): string {
  return plainText(decodeText(readFileSync(path)));
}

/** @returns the text without a byte order mark, its lines ended by a line feed alone */
export function plainText(text: string): string {
  const unmarked = text.startsWith("\uFEFF") ? text.slice(1) : text;
  return unmarked.includes("\r\n") ? unmarked.replaceAll("\r\n", "\n") : unmarked;
}

/**
 * Decodes a text by its first bytes: UTF-16 if it has the byte order mark of it, or begins with an ASCII character in
 * two bytes; otherwise UTF-8 (YAML 1.2.2, section 5.2; RFC 4627, section 3).
 */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function encodingOf([first, second]: Uint8Array): string {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return "utf-16be";
  return "utf-8";
}
