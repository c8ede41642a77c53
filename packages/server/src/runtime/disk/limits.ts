import { diskFault } from "./disk-fault.ts";

/** How much a disk holds. */
export interface DiskLimits {
  /** The most bytes in all files together. */
  readonly maxBytes: number;
  /** The most files, folders and links together. */
  readonly maxEntries: number;
}

/** The most bytes in a name and in a path, as on Linux (`NAME_MAX`; `PATH_MAX` without its NUL). */
const [maxNameBytes, maxPathBytes] = [255, 4095];

/** The most folders inside one another. */
const maxDepth = 256;

/**
 * @returns the names in an absolute path, without `.` and `..`
 * @throws ENAMETOOLONG for a name or a path beyond the limits of Linux; ENOENT for one with NUL
 */
export function namesIn(path: string, operation: string): string[] {
  // A character takes one to four bytes, so most paths need not be measured.
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

/** @throws ENAMETOOLONG when something of that height and path length does not fit below a folder */
export function checkPlace(names: readonly string[], height = 0, longestPath = 0): void {
  const length = names.reduce((sum, name) => sum + Buffer.byteLength(name) + 1, longestPath);
  if (names.length + height > maxDepth || length > maxPathBytes) throw diskFault("ENAMETOOLONG");
}
