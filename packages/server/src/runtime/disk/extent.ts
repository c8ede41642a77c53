import type { DiskNode } from "./node.ts";

/** The size of a subtree. */
interface Extent {
  entries: number;
  bytes: number;
  /** The number of levels. */
  height: number;
  /** The longest path in it, in bytes. */
  path: number;
}

/** Measures a node and everything in it. */
export function measure(node: DiskNode): Extent {
  const extent = { entries: 1, bytes: node.type === "file" ? node.size : 0, height: 0, path: 0 };
  if (node.type !== "directory") return extent;
  for (const [name, child] of node.children) {
    const { entries, bytes, height, path } = measure(child);
    extent.entries += entries;
    extent.bytes += bytes;
    extent.height = Math.max(extent.height, height + 1);
    extent.path = Math.max(extent.path, path + Buffer.byteLength(name) + 1);
  }
  return extent;
}
