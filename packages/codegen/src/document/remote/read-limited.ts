import { decodeText } from "../files/file-text.ts";

/** A text that is larger than it may be. */
export class TooLarge extends Error {}

/**
 * Reads UTF-8 or UTF-16 up to a size.
 *
 * @param maxBytes the largest size
 * @returns the text
 * @throws {TooLarge} as soon as there are more bytes
 */
export async function readLimited(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new TooLarge(`It is larger than ${inMegabytes(maxBytes)}.`);
    parts.push(chunk);
  }
  return decodeText(Buffer.concat(parts));
}

/** @returns a number of bytes as people read it */
export function inMegabytes(bytes: number): string {
  const megabytes = bytes / 1_000_000;
  return megabytes >= 0.1 ? `${Number(megabytes.toFixed(1))} MB` : `${bytes} bytes`;
}
