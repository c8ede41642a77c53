import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ConfigError } from "../config/config-error.ts";

/**
 * Checks that a package can be created in a folder: there is none, or it has nothing but a `.git`.
 *
 * @throws {ConfigError} that names what is in the way
 */
export function refuseUsedFolder(out: string): void {
  const stats = statSync(out, { throwIfNoEntry: false });
  if (!stats) return;
  if (!stats.isDirectory())
    throw new ConfigError(`${out} is a file. Name a folder for the package: --out DIR.`);
  const entries = readdirSync(out).filter((name) => name !== ".git");
  if (entries.length === 0) return;
  const shown = entries.slice(0, 3).join(", ") + (entries.length > 3 ? ", …" : "");
  throw new ConfigError(
    `The folder ${out} is not empty: it has ${shown}. Name a new folder: --out DIR.`,
  );
}

/**
 * Creates a package as a whole: it is written beside its place and then moved there. If anything fails,
 * nothing is left.
 *
 * @param write writes the package into the folder that it gets
 */
export async function writePackage<Result>(
  out: string,
  write: (folder: string) => Promise<Result>,
): Promise<Result> {
  const parent = dirname(out);
  const created = mkdirSync(parent, { recursive: true });
  const staging = mkdtempSync(join(parent, `.${basename(out)}-`));
  let isDone = false;
  try {
    const result = await write(staging);
    moveInto(out, staging);
    isDone = true;
    return result;
  } finally {
    rmSync(staging, { recursive: true, force: true });
    if (!isDone && created !== undefined) rmSync(created, { recursive: true, force: true });
  }
}

/** Moves entries, because the folder itself may be there already, and a shell may be in it. */
function moveInto(out: string, staging: string): void {
  const isNew = mkdirSync(out, { recursive: true }) !== undefined;
  const moved: string[] = [];
  try {
    for (const name of readdirSync(staging)) {
      renameSync(join(staging, name), join(out, name));
      moved.push(name);
    }
  } catch (error) {
    for (const name of isNew ? [] : moved)
      rmSync(join(out, name), { recursive: true, force: true });
    if (isNew) rmSync(out, { recursive: true, force: true });
    throw error;
  }
}
