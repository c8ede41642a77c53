import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The state of the files in a folder, as git knows it. */
export interface GitState {
  /** Absolute paths of the tracked files. */
  tracked: ReadonlySet<string>;
  /** Absolute paths of the files that were modified or deleted since they were last added. */
  changed: ReadonlySet<string>;
  /** @returns the text of a file as it was last added */
  textOf(path: string): Promise<string>;
}

/**
 * @param folder absolute path; it need not exist
 * @returns the state of its files, or the reason why git cannot be used
 */
export async function gitState(folder: string): Promise<GitState | string> {
  let cwd = folder;
  while (!existsSync(cwd) && dirname(cwd) !== cwd) cwd = dirname(cwd);
  const git = async (...args: string[]): Promise<string> => {
    const { stdout } = await run("git", ["--no-optional-locks", ...args], {
      cwd,
      maxBuffer: 2 ** 28,
    });
    return stdout;
  };
  const within = relative(cwd, folder) || ".";
  try {
    const [tracked, changed] = await Promise.all([
      git("ls-files", "-z", "--", within),
      git("diff", "--name-only", "--no-ext-diff", "--relative", "-z", "--", within),
    ]);
    return {
      tracked: new Set(paths(tracked, cwd)),
      changed: new Set(paths(changed, cwd)),
      textOf: (path) => git("show", `:./${relative(cwd, path).replaceAll("\\", "/")}`),
    };
  } catch (error) {
    return reason(error as NodeJS.ErrnoException & { stderr?: string });
  }
}

function paths(output: string, cwd: string): string[] {
  return output
    .split("\0")
    .filter((path) => path !== "")
    .map((path) => join(cwd, path));
}

function reason({ code, stderr, message }: NodeJS.ErrnoException & { stderr?: string }): string {
  if (code === "ENOENT") return "git is not installed";
  const said = (stderr ?? "").split("\n").find((line) => line !== "") ?? message;
  return /not a git repository/.test(said) ? "this is not a git work tree" : `git says: ${said}`;
}
