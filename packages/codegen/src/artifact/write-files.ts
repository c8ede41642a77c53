import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { ConfigError } from "../config/config-error.ts";
import { endOfLinks } from "./end-of-links.ts";

/**
 * Writes files so that a reader never sees a half-written one. It checks every path, writes every text to
 * a temporary file beside its path, and then renames them all. A link stays, and the file that it leads to
 * is written.
 *
 * A rename can still fail after others have succeeded: for a file of another user in a sticky folder, for
 * an immutable file, or on Windows for an open one. The error names the file, and the next run writes the
 * rest.
 *
 * @param files texts by absolute path
 * @throws {ConfigError} if a path is not a file, or two paths lead to one file; nothing is changed
 * @throws the error of the file system, if a text cannot be written; no file is changed
 */
export function writeFiles(files: ReadonlyMap<string, string>): void {
  const places = placesOf(files.keys());
  const written: [temporary: string, place: string][] = [];
  try {
    for (const [path, text] of files) {
      const place = places.get(path) ?? path;
      mkdirSync(dirname(place), { recursive: true });
      const temporary = `${place}.${process.pid}.tmp`;
      written.push([temporary, place]);
      writeFileSync(temporary, text);
    }
    for (const [temporary, place] of written) renameSync(temporary, place);
  } finally {
    for (const [temporary] of written) rmSync(temporary, { force: true });
  }
}

/** @returns the path without links, by path */
function placesOf(paths: Iterable<string>): Map<string, string> {
  const places = new Map<string, string>();
  const taken = new Map<string, string>();
  for (const path of paths) {
    const place = endOfLinks(path);
    const stats = statSync(place, { throwIfNoEntry: false });
    if (stats && !stats.isFile()) {
      const what = stats.isDirectory() ? "a folder" : "not a regular file";
      throw new ConfigError(
        `${path} is ${what}, so it cannot be written. Move it away, or choose another \`file\`.`,
      );
    }
    const other = taken.get(place);
    if (other !== undefined) {
      throw new ConfigError(
        `${path} and ${other} lead to the same file: ${place}. Delete one of the links, or choose another \`file\`.`,
      );
    }
    places.set(path, place);
    taken.set(place, path);
  }
  return places;
}
