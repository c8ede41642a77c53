import { lstatSync, readlinkSync, realpathSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";

/**
 * @param path absolute
 * @returns the path without links. The last link may lead to a file that does not exist yet
 * @throws the error of the file system, if links form a circle or a part of the path is a file
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
