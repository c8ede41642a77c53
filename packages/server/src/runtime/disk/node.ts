import type { Chunk } from "./chunks.ts";

interface NodeBase {
  mode: number;
  /** Milliseconds since the epoch. */
  mtime: number;
  /** Whether it is an unchanged node of the initial disk. Such a node is not saved. */
  isOriginal: boolean;
  /** Identifies a file, which may have several names (hard links). */
  readonly id: number;
}
export interface FolderNode extends NodeBase {
  readonly type: "directory";
  readonly children: Map<string, DiskNode>;
}
export interface FileNode extends NodeBase {
  readonly type: "file";
  chunks: readonly Chunk[];
  /** In bytes. */
  size: number;
  /** The number of its names. */
  links: number;
}
export interface LinkNode extends NodeBase {
  readonly type: "symlink";
  readonly target: string;
}
/** A file, folder or symbolic link on a disk. */
export type DiskNode = FolderNode | FileNode | LinkNode;

let lastId = 0;

export function createFolder(mode: number = 0o755, mtime: number = Date.now()): FolderNode {
  return {
    type: "directory",
    mode,
    mtime,
    isOriginal: false,
    id: (lastId += 1),
    children: new Map(),
  };
}

export function createFile(
  chunks: readonly Chunk[],
  mode: number = 0o644,
  mtime: number = Date.now(),
): FileNode {
  const size = chunks.reduce((sum, chunk) => sum + chunk.size, 0);
  const id = (lastId += 1);
  return { type: "file", mode, mtime, isOriginal: false, id, chunks, size, links: 0 };
}

export function createLink(
  target: string,
  mode: number = 0o777,
  mtime: number = Date.now(),
): LinkNode {
  return { type: "symlink", mode, mtime, isOriginal: false, id: (lastId += 1), target };
}
