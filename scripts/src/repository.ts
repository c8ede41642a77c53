import { chmod, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { runCommand } from "./run-command.ts";

/** The folder of this repository. */
export const repository: string = dirname(dirname(import.meta.dirname));

const notCopied = new Set(["node_modules", "dist", ".git", ".turbo", ".vitest"]);

/**
 * Copies what belongs to the repository, committed or not: no dependency, no output, no history.
 * Git knows what is ignored; where there is none, the known outputs are left out.
 */
export async function copyRepository(target: string): Promise<void> {
  const git = await runCommand("git", ["ls-files", "-coz", "--exclude-standard"], {
    cwd: repository,
  });
  const listed = git.code === 0 ? new Set(parents(git.stdout.split("\0"))) : undefined;
  await cp(repository, target, {
    recursive: true,
    filter(path) {
      if (notCopied.has(basename(path))) return false;
      return listed?.has(path.slice(repository.length + 1).replaceAll("\\", "/")) ?? true;
    },
  });
}

function* parents(files: readonly string[]): Generator<string> {
  for (const file of files) for (let path = file; path !== "."; path = dirname(path)) yield path;
  yield "";
}

/** Gives a new folder outside of the repository to `use`, and removes it afterwards. */
export async function withTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "sandboxes-"));
  // As in most folders, others may look: as root, the tests' database runs as somebody else.
  await chmod(folder, 0o755);
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
