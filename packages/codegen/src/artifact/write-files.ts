import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Writes files so that a reader sees each one whole, either old or new: every text is written
 * beside its place before the first one is moved there.
 *
 * @param files texts by absolute path
 * @throws the error of the file system, with no file changed, when a text cannot be written
 */
export function writeFiles(files: ReadonlyMap<string, string>): void {
  const written: [temporary: string, path: string][] = [];
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(path), { recursive: true });
      const temporary = `${path}.${process.pid}.tmp`;
      written.push([temporary, path]);
      writeFileSync(temporary, text);
    }
    for (const [temporary, path] of written) renameSync(temporary, path);
  } finally {
    for (const [temporary] of written) rmSync(temporary, { force: true });
  }
}
