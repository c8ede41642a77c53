import { existsSync } from "node:fs";
import { chmod, cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { runCommand } from "./run-command.ts";

/** The folder of this repository. */
export const repository: string = dirname(dirname(import.meta.dirname));

const outputs = new Set(["node_modules", "dist", ".git", ".turbo", ".vitest"]);

/**
 * Lists the files of the repository in a folder, committed or not, without dependencies, build output
 * and history. Git decides which files are ignored. Without Git, the known outputs are left out.
 *
 * @returns absolute paths
 */
export async function listFiles(folder: string): Promise<string[]> {
  const git = await runCommand("git", ["ls-files", "-coz", "--exclude-standard"], { cwd: folder });
  if (git.code === 0) {
    const files = git.stdout.split("\0").filter((file) => file !== "");
    // Git also lists a file that was deleted and not committed yet.
    return files.map((file) => join(folder, file)).filter((file) => existsSync(file));
  }
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = entries
    .filter(({ name }) => !outputs.has(name))
    .map(async (entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? await listFiles(path) : [path];
    });
  return (await Promise.all(nested)).flat();
}

/** Copies the files that `listFiles` lists to another folder. */
export async function copyRepository(target: string): Promise<void> {
  for (const file of await listFiles(repository)) {
    await cp(file, join(target, relative(repository, file)), { verbatimSymlinks: true });
  }
}

/** Passes a new folder outside of the repository to `use`, and removes it afterwards. */
export async function withTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "sandboxes-"));
  // Let other users read the folder: under root, the tests' database runs as another user.
  await chmod(folder, 0o755);
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
