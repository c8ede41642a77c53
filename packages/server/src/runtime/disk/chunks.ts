/** A part of a file's content. A chunk never changes; a file that changes gets other chunks. */
export interface Chunk {
  readonly size: number;
  /** The number of the piece in the store; `undefined` until it is saved. */
  piece?: number;
  /** Absent if only the store has the bytes. */
  bytes?: Uint8Array;
}

/** The maximum size of a chunk in bytes. The store reads and writes whole chunks. */
export const maxChunkBytes = 262_144;

/** The bytes of a buffer that chunks use. Bytes after them are free for the next append. */
const used = new WeakMap<ArrayBufferLike, number>();

/** Splits bytes into chunks, without a copy. The bytes must not change afterwards. */
export function toChunks(bytes: Uint8Array): Chunk[] {
  const chunks: Chunk[] = [];
  for (let start = 0; start < bytes.length; start += maxChunkBytes) {
    const part = bytes.subarray(start, start + maxChunkBytes);
    chunks.push({ size: part.length, bytes: part });
  }
  return chunks;
}

/** @returns the chunks of a file with bytes added at its end; small ones are joined */
export function appendBytes(chunks: readonly Chunk[], bytes: Uint8Array): Chunk[] {
  const last = chunks.at(-1);
  if (!last?.bytes || last.size + bytes.length > maxChunkBytes)
    return [...chunks, ...toChunks(bytes)];
  return [...chunks.slice(0, -1), join(last.bytes, bytes)];
}

/** Writes into the free part of the buffer of a chunk, so that many small appends take linear time. */
function join(before: Uint8Array, added: Uint8Array): Chunk {
  const size = before.length + added.length;
  const end = before.byteOffset + before.length;
  const isFree = used.get(before.buffer) === end && end + added.length <= before.buffer.byteLength;
  const buffer = isFree ? before.buffer : new ArrayBuffer(Math.min(size * 2, maxChunkBytes));
  const bytes = new Uint8Array(buffer, isFree ? before.byteOffset : 0, size);
  if (!isFree) bytes.set(before);
  bytes.set(added, before.length);
  used.set(buffer, bytes.byteOffset + size);
  return { size, bytes };
}
