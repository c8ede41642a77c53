import type { MessagePort } from "node:worker_threads";
import { connectCalls } from "../threads/port-calls.ts";
import { type Chunk, maxChunkBytes } from "./chunks.ts";
import { decodeIndex, encodeIndex } from "./disk-index.ts";
import { DiskTree } from "./disk-tree.ts";
import type { DiskLimits } from "./limits.ts";
import { copyOriginal, readOriginal } from "./original-disk.ts";

/** The result of saving a changed disk. */
export interface SavedDisk {
  readonly index: Uint8Array;
  /** The numbers of pieces that the disk no longer needs. */
  readonly dropped: readonly number[];
}

/** The maximum size of saved contents that stay in memory, in bytes. */
const maxCachedBytes = 4_194_304;
/** The maximum number of bytes and pieces in one write to the store. */
const [maxBatchBytes, maxBatchPieces] = [1_048_576, 200];

/** The methods of a disk that a command can call. */
export type CommandMethod =
  | "readFileBuffer"
  | "writeFile"
  | "appendFile"
  | "exists"
  | "stat"
  | "lstat"
  | "mkdir"
  | "readdir"
  | "readdirWithFileTypes"
  | "rm"
  | "cp"
  | "mv"
  | "chmod"
  | "symlink"
  | "link"
  | "readlink"
  | "realpath"
  | "utimes";

/** Serves one disk on ports: one for the runtime, and one for each command. */
export function hostDisk(port: MessagePort, limits: DiskLimits): void {
  const cache = new ContentCache(maxCachedBytes);
  let opened: Promise<OpenDisk> | undefined;
  const open = async (index?: Uint8Array): Promise<OpenDisk> => {
    const original = await readOriginal();
    const tree = new DiskTree(limits, async (chunk) => await cache.load(chunk, readPiece));
    copyOriginal(original, tree);
    const known = index ? decodeIndex(index, tree) : { pieces: new Set<number>(), next: 0 };
    return { tree, original, known, savedChanges: tree.changes };
  };
  const runtime = connectCalls(port, {
    open: async (index?: Uint8Array) => {
      opened = open(index);
      await opened;
    },
    attach: async (commandPort: MessagePort) => {
      opened ??= open();
      const { tree } = await opened;
      connectCalls(commandPort, methodsOf(tree));
    },
    save: async () => await (opened && save(await opened)),
  });
  const readPiece = async (piece: number): Promise<Uint8Array> =>
    (await runtime.call("readPiece", [piece])) as Uint8Array;

  async function save(disk: OpenDisk): Promise<SavedDisk | undefined> {
    const { tree, original, known } = disk;
    const { changes } = tree;
    if (changes === disk.savedChanges) return undefined;
    const snapshot = encodeIndex(tree, original, known.next);
    for (const batch of toBatches(snapshot.added)) await runtime.call("writePieces", [batch]);
    for (const [piece, chunk] of snapshot.added) {
      chunk.piece = piece;
      cache.keep(chunk);
    }
    const dropped = [...known.pieces].filter((piece) => !snapshot.pieces.has(piece));
    disk.known = snapshot;
    disk.savedChanges = changes;
    return { index: snapshot.index, dropped };
  }
}

interface OpenDisk {
  readonly tree: DiskTree;
  readonly original: DiskTree["root"];
  known: { readonly pieces: ReadonlySet<number>; readonly next: number };
  savedChanges: number;
}

/** @returns the methods that a command can call, as values, because types do not exist at run time */
function methodsOf(tree: DiskTree): Readonly<Record<CommandMethod, DiskTree[CommandMethod]>> {
  return {
    readFileBuffer: tree.readFileBuffer.bind(tree),
    writeFile: tree.writeFile.bind(tree),
    appendFile: tree.appendFile.bind(tree),
    exists: tree.exists.bind(tree),
    stat: tree.stat.bind(tree),
    lstat: tree.lstat.bind(tree),
    mkdir: tree.mkdir.bind(tree),
    readdir: tree.readdir.bind(tree),
    readdirWithFileTypes: tree.readdirWithFileTypes.bind(tree),
    rm: tree.rm.bind(tree),
    cp: tree.cp.bind(tree),
    mv: tree.mv.bind(tree),
    chmod: tree.chmod.bind(tree),
    symlink: tree.symlink.bind(tree),
    link: tree.link.bind(tree),
    readlink: tree.readlink.bind(tree),
    realpath: tree.realpath.bind(tree),
    utimes: tree.utimes.bind(tree),
  };
}

function* toBatches(added: ReadonlyMap<number, Chunk>): Generator<Map<number, Uint8Array>> {
  let batch = new Map<number, Uint8Array>();
  let size = 0;
  for (const [piece, { bytes = new Uint8Array() }] of added) {
    // Sending a view would send its whole buffer.
    batch.set(piece, bytes.slice());
    size += bytes.length;
    if (size + maxChunkBytes <= maxBatchBytes && batch.size < maxBatchPieces) continue;
    yield batch;
    batch = new Map();
    size = 0;
  }
  if (batch.size > 0) yield batch;
}

/** Keeps the most recently used saved contents in memory. */
class ContentCache {
  readonly #chunks = new Set<Chunk>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  async load(chunk: Chunk, read: (piece: number) => Promise<Uint8Array>): Promise<Uint8Array> {
    const bytes = await read(chunk.piece!);
    if (!chunk.bytes) {
      chunk.bytes = bytes;
      this.keep(chunk);
    }
    return bytes;
  }

  /** Adds a saved chunk, and drops the bytes of the least recently used ones. */
  keep(chunk: Chunk): void {
    // A view would keep the whole file in memory.
    if (chunk.bytes && chunk.bytes.buffer.byteLength > maxChunkBytes)
      chunk.bytes = chunk.bytes.slice();
    this.#chunks.add(chunk);
    this.#bytes += chunk.size;
    for (const oldest of this.#chunks) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#chunks.delete(oldest);
      this.#bytes -= oldest.size;
      delete oldest.bytes;
    }
  }
}
