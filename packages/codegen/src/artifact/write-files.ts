import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { ConfigError } from "../config/config-error.ts";
import { endOfLinks } from "./end-of-links.ts";

/**
 * Writes files so that a reader sees each one whole, either old or new: every place is looked at,
 * and every text is written beside its place, before the first one is moved there. A link stays,
 * and the file that it leads to is written.
 *
 * What still can leave some files new and others old is a move that the system refuses though it
 * let a file be written beside: to a file of somebody else in a sticky folder, to one that is
 * immutable or, on Windows, held open. The error tells which; the next run writes the rest.
 *
 * @param files texts by absolute path
 * @throws {ConfigError} with nothing changed, when something else than a file is in a place, or two paths lead to one file
 * @throws the error of the file system, with no file changed, when a text cannot be written
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

/** @returns where each path leads to */
function placesOf(paths: Iterable<string>): Map<string, string> {
  const places = new Map<string, string>();
  const taken = new Map<string, string>();
  for (const path of paths) {
    const place = endOfLinks(path);
    const stats = statSync(place, { throwIfNoEntry: false });
    if (stats && !stats.isFile()) {
      const what = stats.isDirectory() ? "a folder" : "no file that can be replaced";
      throw new ConfigError(
        `${path} is ${what}, and a file is to be written there. Move it away, or choose another \`file\`.`,
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
