import type { Chunk } from "./chunks.ts";
import type { DiskTree } from "./disk-tree.ts";
import {
  type DiskNode,
  type FileNode,
  type FolderNode,
  createFile,
  createFolder,
  createLink,
} from "./node.ts";

/**
 * An entry of an index. The first number is the position of its folder in the list, -1 for `/`. The name and
 * the kind follow:
 *
 * - `d`: a folder: mode, time
 * - `f`: a file: mode, time, and the number and the size of each piece
 * - `l`: a symbolic link: mode, time, target
 * - `h`: another name of a file: the position of the file in the list
 * - `o`: an unchanged original folder that contains entries of the list
 * - `r`: an original entry that was removed
 */
type IndexEntry = NodeEntry | readonly [number, string, "o" | "r"];
type NodeEntry =
  | readonly [number, string, "d", number, number]
  | readonly [number, string, "f", number, number, readonly number[]]
  | readonly [number, string, "l", number, number, string]
  | readonly [number, string, "h", number];

/** A disk at one moment: its index, and the pieces with the contents. */
export interface Snapshot {
  readonly index: Uint8Array<ArrayBuffer>;
  /** The chunks that are not saved yet, by their numbers in the index. */
  readonly added: ReadonlyMap<number, Chunk>;
  /** The numbers of all pieces in the index. */
  readonly pieces: ReadonlySet<number>;
  /** The next free number. */
  readonly next: number;
}

const magic = "sandbox-disk/2\n";
const notAnIndex = "The disk cannot be read: it is not what save() of this runtime returned";

/** The JSON after the first line. */
interface Index {
  readonly next: number;
  readonly entries: readonly IndexEntry[];
}

/**
 * Describes how a disk differs from the initial disk of every sandbox. The index refers to contents by the
 * numbers of pieces. Equal disks give equal bytes.
 *
 * @param next the next free number of a piece
 */
export function encodeIndex(tree: DiskTree, original: FolderNode, next: number): Snapshot {
  const entries: IndexEntry[] = [];
  const added = new Map<number, Chunk>();
  const pieces = new Set<number>();
  const places = new Map<FileNode, number>();
  const numbers = new Map<Chunk, number>();
  const numberOf = (chunk: Chunk): number => {
    let number = chunk.piece ?? numbers.get(chunk);
    if (number === undefined) {
      number = next;
      next += 1;
      added.set(number, chunk);
      numbers.set(chunk, number);
    }
    pieces.add(number);
    return number;
  };
  const add = (folder: number, name: string, node: Exclude<DiskNode, FolderNode>): void => {
    if (node.type === "symlink") {
      entries.push([folder, name, "l", node.mode, node.mtime, node.target]);
      return;
    }
    const place = places.get(node);
    if (place !== undefined) {
      entries.push([folder, name, "h", place]);
      return;
    }
    places.set(node, entries.length);
    const content = node.chunks.flatMap((chunk) => [numberOf(chunk), chunk.size]);
    entries.push([folder, name, "f", node.mode, node.mtime, content]);
  };
  const addChildren = (folder: FolderNode, place: number, before: FolderNode | undefined): void => {
    for (const name of before?.children.keys() ?? [])
      if (!folder.children.has(name)) entries.push([place, name, "r"]);
    for (const name of [...folder.children.keys()].sort()) {
      const child = folder.children.get(name)!;
      const start = entries.length;
      if (child.type !== "directory") {
        if (!child.isOriginal) add(place, name, child);
        continue;
      }
      entries.push(
        child.isOriginal ? [place, name, "o"] : [place, name, "d", child.mode, child.mtime],
      );
      const there = before?.children.get(name);
      addChildren(child, start, there?.type === "directory" ? there : undefined);
      if (child.isOriginal && entries.length === start + 1) entries.pop();
    }
  };
  addChildren(tree.root, -1, original);
  const text = `${magic}${JSON.stringify({ next, entries } satisfies Index)}`;
  return { index: new TextEncoder().encode(text), added, pieces, next };
}

/**
 * Applies an index to the initial disk of a sandbox.
 *
 * @returns the numbers of the pieces in the index, and the next free one
 * @throws {Error} if it is not an index, is incomplete, or exceeds the limits of the disk
 */
export function decodeIndex(index: Uint8Array, tree: DiskTree): Pick<Snapshot, "pieces" | "next"> {
  const { next, entries } = parse(index);
  const pieces = new Set<number>();
  const nodes: (DiskNode | undefined)[] = [];
  try {
    for (const entry of entries) {
      const [place, name] = entry;
      const folder = place === -1 ? tree.root : nodes[place];
      if (folder?.type !== "directory") throw new TypeError("An entry is in no folder.");
      const there = folder.children.get(name);
      if (entry[2] === "o" || entry[2] === "r") {
        if (entry[2] === "r") tree.displace(folder, name);
        nodes.push(there);
      } else if (entry[2] === "d" && there?.type === "directory") {
        tree.adopt(there);
        [there.mode, there.mtime] = [entry[3], entry[4]];
        nodes.push(there);
      } else {
        tree.displace(folder, name);
        const node = toNode(entry as NodeEntry, nodes, pieces);
        tree.place(folder, name, node);
        nodes.push(node);
      }
    }
  } catch (cause) {
    throw new Error(`${notAnIndex}, or a part of it is missing.`, { cause });
  }
  tree.checkLimits();
  return { pieces, next };
}

function toNode(
  entry: NodeEntry,
  nodes: readonly (DiskNode | undefined)[],
  pieces: Set<number>,
): DiskNode {
  switch (entry[2]) {
    case "d":
      return createFolder(entry[3], entry[4]);
    case "l":
      return createLink(entry[5], entry[3], entry[4]);
    case "h": {
      const node = nodes[entry[3]];
      if (node?.type !== "file") throw new TypeError("A name is of no file.");
      return node;
    }
    case "f": {
      const chunks: Chunk[] = [];
      for (let at = 0; at < entry[5].length; at += 2) {
        const [piece, size] = [entry[5][at]!, entry[5][at + 1]!];
        pieces.add(piece);
        chunks.push({ piece, size });
      }
      return createFile(chunks, entry[3], entry[4]);
    }
  }
}

function parse(bytes: Uint8Array): Index {
  const text = new TextDecoder().decode(bytes);
  if (!text.startsWith(magic)) throw new Error(`${notAnIndex}.`);
  try {
    return JSON.parse(text.slice(magic.length)) as Index;
  } catch (cause) {
    throw new Error(`${notAnIndex}, or a part of it is missing.`, { cause });
  }
}
