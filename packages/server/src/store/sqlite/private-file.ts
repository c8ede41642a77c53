import { chmodSync, closeSync, existsSync, openSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** File mode: the owner may read and write, and no other user may do anything. */
const ownerOnly = 0o600;

/** @returns the file at a SQLite path; `undefined` for a database in memory or a temporary one */
export function fileOf(path: string): string | undefined {
  if (path === "" || path === ":memory:") return undefined;
  if (!/^file:/i.test(path)) return path;
  if (/^file::memory:|[?&]mode=memory\b/i.test(path)) return undefined;
  const [name = ""] = path.split(/[?#]/, 1);
  return URL.canParse(name) ? fileURLToPath(name) : undefined;
}

/**
 * Creates a database file that only its owner can read. SQLite gives the files beside it (`-wal`, `-shm`)
 * the mode of the database file (https://sqlite.org/src/file/src/os_unix.c, `findCreateFileMode`).
 *
 * @returns whether the file was created. Nothing happens if it exists or cannot be created; SQLite then
 * opens it or says why it cannot.
 */
export function createPrivateFile(file: string): boolean {
  // Not opened if it exists: closing it would drop the locks of this process's other connections
  // (https://sqlite.org/howtocorrupt.html, section 2.2).
  if (existsSync(file)) return false;
  try {
    closeSync(openSync(file, "wx", ownerOnly));
    return true;
  } catch {
    return false;
  }
}

/** Removes other users' permissions from an existing database file, unless another user owns the file. */
export function makePrivate(file: string): void {
  for (const each of [file, `${file}-wal`, `${file}-shm`]) {
    const stats = statSync(each, { throwIfNoEntry: false });
    const isOwn = stats !== undefined && stats.uid === process.getuid?.();
    if (isOwn && stats.isFile() && (stats.mode & 0o177) !== 0) chmodSync(each, ownerOnly);
  }
}
