import { execFile } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { findDocument } from "./find-document.ts";
import { InputError } from "./input-error.ts";

const run = promisify(execFile);

/**
 * Downloads a package with npm and finds the document in it. Never runs code of the package.
 *
 * @param source `PACKAGE@VERSION` or `PACKAGE@VERSION:PATH`; npm also accepts a folder or a tarball
 * @returns the path of the document
 * @throws {InputError} when the package does not exist or contains no document
 */
export async function npmDocument(source: string, cwd: string, folder: string): Promise<string> {
  const match = /^(.+?)(?::([^:/\\][^:]*))?$/.exec(source);
  const [name = "", path] = [match?.[1], match?.[2]];
  if (name === "") throw new InputError("Write npm:PACKAGE@VERSION.");
  const target = join(folder, "package");
  mkdirSync(target, { recursive: true });
  try {
    const { stdout } = await run(
      "npm",
      ["pack", name, "--loglevel=error", "--ignore-scripts", "--pack-destination", folder],
      { cwd },
    );
    const tarball = stdout.trim().split("\n").at(-1) ?? "";
    await run("tar", ["-xzf", join(folder, tarball), "-C", target, "--strip-components=1"]);
  } catch (error) {
    const said = ((error as { stderr?: string }).stderr ?? "").trim();
    throw new InputError(`npm cannot get \`${name}\`: ${reasonOf(said)}`, { cause: error });
  }
  if (path === undefined) return findDocument(target, `the package \`${name}\``);
  const file = join(target, path);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new InputError(`The package \`${name}\` has no file \`${path}\`.`);
  return file;
}

/** Returns the reason of npm's failure as a sentence. */
function reasonOf(said: string): string {
  if (/\bE404\b/.test(said)) return "there is no such package.";
  if (/\bETARGET\b|notarget/.test(said)) return "the package has no such version.";
  const [line] = said.split("\n").filter((each) => !/npm error (code|A complete log)/.test(each));
  return line?.replace(/^npm (error|ERR!) /, "") ?? "npm failed without a reason.";
}
