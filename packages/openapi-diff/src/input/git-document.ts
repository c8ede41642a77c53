import { execFileSync } from "node:child_process";
import { InputError } from "./input-error.ts";
import { copyWithReferences } from "./copy-references.ts";

/**
 * Copies a document out of a git repository, with the files that it references.
 *
 * @param source `REVISION:PATH`; a path is relative to the root of the repository, or to the folder when it starts with `./`
 * @returns the path of the copy
 * @throws {InputError} when the revision or the file does not exist
 */
export async function gitDocument(source: string, cwd: string, folder: string): Promise<string> {
  const at = source.indexOf(":");
  if (at < 1 || at === source.length - 1)
    throw new InputError(
      `\`git:${source}\` names no file. Write git:REVISION:PATH, such as git:main:openapi.yaml.`,
    );
  const [revision, path] = [source.slice(0, at), source.slice(at + 1)];
  const git = (...args: string[]): string =>
    execFileSync("git", args, {
      cwd,
      encoding: "utf8",
      maxBuffer: 2 ** 30,
      stdio: ["ignore", "pipe", "pipe"],
    });
  let commit: string;
  try {
    commit = git(
      "rev-parse",
      "--verify",
      "--quiet",
      "--end-of-options",
      `${revision}^{commit}`,
    ).trim();
  } catch (error) {
    throw new InputError(`git knows no revision \`${revision}\` in ${cwd}.`, { cause: error });
  }
  const prefix = path.startsWith("./") ? git("rev-parse", "--show-prefix").trim() : "";
  const entry = `${prefix}${path.replace(/^\.\//, "")}`;
  const type = typeOf(`${commit}:${entry}`);
  if (type === "tree")
    throw new InputError(
      `\`${entry}\` is a folder in the revision \`${revision}\`. Name the document in it.`,
    );
  const copy = await copyWithReferences(entry, folder, (file) => {
    try {
      return git("show", `${commit}:${file}`);
    } catch {
      return undefined;
    }
  });
  if (copy === undefined)
    throw new InputError(`The revision \`${revision}\` has no file \`${entry}\`.`);
  return copy;

  function typeOf(object: string): string | undefined {
    try {
      return git("cat-file", "-t", object).trim();
    } catch {
      return undefined;
    }
  }
}
