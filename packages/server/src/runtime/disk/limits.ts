import { diskFault } from "./disk-fault.ts";

/** The limits of a disk. */
export interface DiskLimits {
  /** The maximum size of all files, in bytes. */
  readonly maxBytes: number;
  /** The maximum number of files, folders and links. */
  readonly maxEntries: number;
}

/** The maximum length of a name and of a path in bytes, as on Linux (`NAME_MAX`; `PATH_MAX` without its NUL). */
const [maxNameBytes, maxPathBytes] = [255, 4095];

/** The maximum depth of folders. */
const maxDepth = 256;

/**
 * @returns the names in an absolute path, without `.` and `..`
 * @throws ENAMETOOLONG for a name or a path beyond the limits of Linux; ENOENT for one with NUL
 */
export function namesIn(path: string, operation: string): string[] {
  // A UTF-16 code unit takes at most three bytes, so most paths need not be measured.
  if (path.length > maxPathBytes || Buffer.byteLength(path) > maxPathBytes)
    throw diskFault("ENAMETOOLONG");
  if (path.includes("\0")) throw new Error(`ENOENT: path contains null byte, ${operation}`);
  const names: string[] = [];
  for (const name of path.split("/")) {
    if (name === "..") names.pop();
    else if (name !== "" && name !== ".") names.push(name);
    if (name.length > maxNameBytes || Buffer.byteLength(name) > maxNameBytes)
      throw diskFault("ENAMETOOLONG");
  }
  return names;
}

/** @throws ENAMETOOLONG if a subtree of that height and path length does not fit into a folder */
export function checkPlace(names: readonly string[], height = 0, longestPath = 0): void {
  const length = names.reduce((sum, name) => sum + Buffer.byteLength(name) + 1, longestPath);
  if (names.length + height > maxDepth || length > maxPathBytes) throw diskFault("ENAMETOOLONG");
}
