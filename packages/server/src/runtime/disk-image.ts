/** What stands on a disk, at its absolute path. */
export type StandingEntry = {
  readonly path: string;
  readonly mode: number;
} & (
  | { readonly type: "directory"; readonly mtime: number }
  // Nothing sets the time of a link.
  | { readonly type: "symlink"; readonly target: string }
  /** `mtime` is in milliseconds since the epoch. */
  | { readonly type: "file"; readonly mtime: number; readonly content: Uint8Array }
);

/** How a disk differs at a path from one on which nothing was done: where it is removed, there is nothing any more, nor below. */
export type DiskEntry = StandingEntry | { readonly path: string; readonly type: "removed" };

interface IndexEntry {
  readonly path: string;
  readonly type: DiskEntry["type"];
  readonly mode?: number;
  readonly mtime?: number;
  readonly target?: string;
  readonly size?: number;
}

/** A disk holds more than is kept. Whoever saves it tells by the name. */
class DiskFull extends Error {
  override readonly name = "DiskFull";
}

/** What names, modes and times may take beside the contents of the files. */
const maxIndexBytes = 16_777_216;

const magic = "sandbox-disk/1\n";
const notAnImage = "The disk cannot be read: it is not what save() of this runtime gave";

/**
 * Writes entries as bytes: a line that names the format, the length of an index as four bytes (big
 * endian), the index as JSON, and the contents of the files behind one another. The same entries
 * give the same bytes.
 *
 * @throws {DiskFull} when the files hold more than `maxBytes`, or there are too many of them: about
 * 150,000
 */
export function encodeDisk(
  entries: readonly DiskEntry[],
  maxBytes: number,
): Uint8Array<ArrayBuffer> {
  const sorted = entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const index = sorted.map((entry): IndexEntry => {
    const { path, type } = entry;
    if (type === "removed") return { path, type };
    const { mode } = entry;
    if (type === "symlink") return { path, type, mode, target: entry.target };
    if (type === "directory") return { path, type, mode, mtime: entry.mtime };
    return { path, type, mode, mtime: entry.mtime, size: entry.content.length };
  });
  const parts = [
    new TextEncoder().encode(magic),
    new Uint8Array(4),
    new TextEncoder().encode(JSON.stringify(index)),
    ...sorted.flatMap((entry) => (entry.type === "file" ? [entry.content] : [])),
  ];
  new DataView(parts[1]!.buffer).setUint32(0, parts[2]!.length);
  const held = contentLength(sorted);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (held > maxBytes || length - held > maxIndexBytes) {
    const many = sorted.filter(({ type }) => type !== "removed").length;
    throw new DiskFull(
      `The disk cannot be saved: its ${many} files and folders hold ${held} bytes, and at most ${maxBytes} are kept. Remove some.`,
    );
  }
  const image = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    image.set(part, offset);
    offset += part.length;
  }
  return image;
}

/** @returns how many bytes files hold */
export function contentLength(entries: readonly DiskEntry[]): number {
  return entries.reduce(
    (sum, entry) => sum + (entry.type === "file" ? entry.content.length : 0),
    0,
  );
}

/**
 * @returns the entries of an image, each folder before what is in it
 * @throws {Error} when it is none, not whole, or its files hold more than `maxBytes`
 */
export function decodeDisk(image: Uint8Array, maxBytes: number): DiskEntry[] {
  const start = magic.length + 4;
  if (image.length < start || new TextDecoder().decode(image.subarray(0, magic.length)) !== magic) {
    throw new Error(`${notAnImage}.`);
  }
  const indexLength = new DataView(image.buffer, image.byteOffset).getUint32(magic.length);
  let offset = start + indexLength;
  if (image.length - offset > maxBytes) {
    throw new Error(
      `The disk holds ${image.length - offset} bytes, and at most ${maxBytes} are allowed here.`,
    );
  }
  const index = readIndex(image.subarray(start, offset));
  const entries = index.map((entry): DiskEntry => {
    const { path, type, mode = 0, mtime = 0, target = "", size = 0 } = entry;
    if (type === "removed") return { path, type };
    if (type === "directory") return { path, type, mode, mtime };
    if (type === "symlink") return { path, type, mode, target };
    const content = image.subarray(offset, offset + size);
    offset += size;
    return { path, type, mode, mtime, content };
  });
  if (offset !== image.length) throw new Error(`${notAnImage}, or a part of it is missing.`);
  return entries;
}

function readIndex(bytes: Uint8Array): IndexEntry[] {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as IndexEntry[];
  } catch (error) {
    throw new Error(`${notAnImage}, or a part of it is missing.`, { cause: error });
  }
}
