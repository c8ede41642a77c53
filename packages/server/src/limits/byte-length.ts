const encoder = new TextEncoder();

/** @returns how many bytes a text has in UTF-8 */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}
