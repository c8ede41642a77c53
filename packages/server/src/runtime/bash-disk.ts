import { posix } from "node:path";
import type { InMemoryFs } from "just-bash";
import { type DiskEntry, type StandingEntry, contentLength } from "./disk-image.ts";
import { uname } from "./uname.ts";

/** The default directory of a command, and its `HOME`. */
export const home = "/home/user";

/** A disk as just-bash lays it out, with its commands in /bin. */
export interface BashDisk {
  readonly files: InMemoryFs;
  /** How it differs from what just-bash brings along: what is new, what is changed, what is gone. */
  entries(): Promise<DiskEntry[]>;
}

/**
 * Lays out a disk and puts entries onto it. just-bash is loaded here.
 *
 * @param maxBytes how much files may hold, beside those that just-bash brings along
 * @throws {Error} when just-bash is not installed
 */
export async function createBashDisk(
  contents: readonly DiskEntry[],
  maxBytes: number,
): Promise<BashDisk> {
  const { Bash, InMemoryFs } = await import("just-bash");
  const layOut = (maxTotalBytes: number): InMemoryFs => {
    const files = new InMemoryFs({}, { maxTotalBytes });
    // Making a shell does it.
    void new Bash({ fs: files, customCommands: [uname] });
    return files;
  };
  original ??= await read(layOut(1_000_000));
  const before = new Map(original.map((entry) => [entry.path, entry]));
  const files = layOut(maxBytes + contentLength([...before.values()]));
  // What is gone may have made room for what is there.
  for (const { path, type } of contents) if (type === "removed") await remove(files, path);
  for (const entry of contents) if (entry.type !== "removed") await put(files, entry);
  return {
    files,
    entries: async () => {
      const now = await read(files);
      const different = now.filter((entry) => {
        const there = before.get(entry.path);
        return there === undefined || describe(there) !== describe(entry);
      });
      return [...different, ...removedFrom(before, now)];
    },
  };
}

/** @returns what is there no more; of a folder that is gone, the folder alone */
function removedFrom(
  before: ReadonlyMap<string, StandingEntry>,
  now: readonly StandingEntry[],
): DiskEntry[] {
  const there = new Map(now.map(({ path, type }) => [path, type]));
  // A disk without a root can be made too.
  const isFolder = (path: string): boolean => path === "/" || there.get(path) === "directory";
  return [...before.keys()]
    .filter((path) => path !== "/" && !there.has(path) && isFolder(posix.dirname(path)))
    .map((path) => ({ path, type: "removed" }));
}

/** What is on every disk at first. */
let original: readonly StandingEntry[] | undefined;

async function read(files: InMemoryFs): Promise<StandingEntry[]> {
  const entries: StandingEntry[] = [];
  for (const path of files.getAllPaths()) {
    const { isDirectory, isSymbolicLink, mode, mtime } = await files.lstat(path);
    const times = { path, mode, mtime: mtime.getTime() };
    if (isSymbolicLink) {
      entries.push({ path, mode, type: "symlink", target: await files.readlink(path) });
    } else if (isDirectory) entries.push({ ...times, type: "directory" });
    else entries.push({ ...times, type: "file", content: await files.readFileBuffer(path) });
  }
  return entries;
}

/** What tells an entry from another one at its path, apart from the time. */
function describe(entry: StandingEntry): string {
  const what =
    entry.type === "file"
      ? Buffer.from(entry.content).toString("latin1")
      : entry.type === "symlink"
        ? entry.target
        : "";
  return `${entry.type} ${entry.mode} ${what}`;
}

async function put(files: InMemoryFs, entry: StandingEntry): Promise<void> {
  const { path, mode } = entry;
  if (entry.type === "directory") {
    const there = (await files.exists(path)) && (await files.lstat(path)).isDirectory;
    if (!there) await remove(files, path);
    await files.mkdir(path, { recursive: true });
    await files.chmod(path, mode);
    await files.utimes(path, new Date(entry.mtime), new Date(entry.mtime));
    return;
  }
  await remove(files, path);
  if (entry.type === "symlink") await files.symlink(entry.target, path);
  else {
    files.writeFileSync(path, entry.content, undefined, { mode, mtime: new Date(entry.mtime) });
  }
}

async function remove(files: InMemoryFs, path: string): Promise<void> {
  await files.rm(path, { recursive: true, force: true });
}
