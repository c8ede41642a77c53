import { lstatSync, readlinkSync, realpathSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";

/**
 * @param path absolute
 * @returns the path without links in it, though there may be nothing yet where the last one leads to
 * @throws the error of the file system, where links lead in a circle or into a file
 */
export function endOfLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const folder = dirname(path);
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
    return folder === path ? path : resolve(endOfLinks(folder), basename(path));
  return endOfLinks(resolve(endOfLinks(folder), readlinkSync(path)));
}
