import type { DiskNode } from "./node.ts";

/** The result of `stat` for a node. */
export interface DiskStat {
  readonly isFile: boolean;
  readonly isDirectory: boolean;
  readonly isSymbolicLink: boolean;
  readonly mode: number;
  readonly size: number;
  readonly mtime: Date;
  readonly identity: string;
}

export function kindOf({
  type,
}: DiskNode): Pick<DiskStat, "isFile" | "isDirectory" | "isSymbolicLink"> {
  return {
    isFile: type === "file",
    isDirectory: type === "directory",
    isSymbolicLink: type === "symlink",
  };
}

export function toStat(node: DiskNode): DiskStat {
  const size = node.type === "file" ? node.size : node.type === "symlink" ? node.target.length : 0;
  const { mode, mtime, id } = node;
  return { ...kindOf(node), mode, size, mtime: new Date(mtime), identity: `disk:${id}` };
}
