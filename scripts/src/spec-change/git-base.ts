import { runCommand } from "../run-command.ts";

/** The path of the spec in the repository. */
export const specPath = "spec/openapi.yaml";

/** The folder of the changesets in the repository. */
export const changesetFolder = ".changeset";

/** The base that the working tree is compared with. */
export interface Base {
  /** The full hash of the commit. */
  readonly commit: string;
  /** The text of the spec in that commit, or undefined when it had none. */
  readonly spec: string | undefined;
  /** The file names in the changeset folder of that commit. */
  readonly changesets: ReadonlySet<string>;
}

/** Thrown for an unknown revision, or for a repository without a base branch. */
export class BaseError extends Error {
  override readonly name = "BaseError";
}

/**
 * Finds the commit that the working tree is compared with: the given revision, or else the merge base
 * of the current branch and `origin/main` or `main`.
 *
 * @param folder the root of a git repository
 * @param revision any name of a commit
 * @throws {BaseError} when the commit does not exist
 */
export async function findBase(folder: string, revision?: string): Promise<Base> {
  const commit =
    revision === undefined ? await mergeBase(folder) : await commitOf(folder, revision);
  if (commit === undefined) {
    throw new BaseError(
      revision === undefined
        ? `There is no branch origin/main or main in ${folder} that shares history with the current commit. Fetch it (in a workflow: fetch-depth: 0), or name a commit with --base.`
        : `git knows no commit \`${revision}\` in ${folder}.`,
    );
  }
  const spec = await runCommand("git", ["show", `${commit}:${specPath}`], { cwd: folder });
  const list = ["ls-tree", "--name-only", "-z", `${commit}:${changesetFolder}`];
  const { code, stdout } = await runCommand("git", list, { cwd: folder });
  return {
    commit,
    spec: spec.code === 0 ? spec.stdout : undefined,
    changesets: new Set(code === 0 ? stdout.split("\0") : []),
  };
}

async function mergeBase(folder: string): Promise<string | undefined> {
  for (const branch of ["origin/main", "main"]) {
    const { code, stdout } = await runCommand("git", ["merge-base", branch, "HEAD"], {
      cwd: folder,
    });
    if (code === 0) return stdout.trim();
  }
  return undefined;
}

async function commitOf(folder: string, revision: string): Promise<string | undefined> {
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
  const { code, stdout } = await runCommand("git", args, { cwd: folder });
  return code === 0 ? stdout.trim() : undefined;
}
