import type { Guard } from "./guard.ts";

/**
 * Reads a body as it arrives. Whoever stops reading ends the request.
 *
 * @param race of the guard that watches over it
 * @param note is told of each piece before the reader is
 * @returns its text, piece by piece, none of them empty (WHATWG Encoding, "UTF-8 decode")
 * @throws the reason of the guard, at once, when it is stopped
 */
export async function* readChunks(
  body: ReadableStream<Uint8Array> | null,
  race: Guard["race"],
  note?: (text: string) => void,
): AsyncGenerator<string, void> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  try {
    for (let chunk; reader && !chunk?.done;) {
      chunk = await race(reader.read());
      const text = decoder.decode(chunk.value, { stream: !chunk.done });
      note?.(text);
      if (text) yield text;
    }
  } finally {
    // Not awaited: a body that never ends may never confirm either.
    reader?.cancel().catch(() => {});
  }
}
