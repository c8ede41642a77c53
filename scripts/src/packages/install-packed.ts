import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packPackages } from "./pack-packages.ts";
import { type Outcome, runCommand } from "../run-command.ts";

/** Tarballs of our packages as `file:` dependencies, by package name. */
export type Tarballs = Readonly<Record<string, string>>;

/** Packs the packages into a folder. Build them first. */
export async function packTarballs(folder: string): Promise<Tarballs> {
  const packed = await packPackages(folder);
  return Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
}

/** Installs the dependencies of a folder, our packages from their tarballs. */
export async function installTarballs(folder: string, tarballs: Tarballs): Promise<Outcome> {
  // The packages depend on each other, so the tarballs replace them everywhere. JSON is YAML. The file
  // also stops pnpm from looking for a workspace in a parent folder. pnpm treats install scripts that
  // nobody allowed as an error, but an example may use a package that has some.
  const settings = { overrides: tarballs, strictDepBuilds: false };
  await writeFile(join(folder, "pnpm-workspace.yaml"), JSON.stringify(settings));
  return await runCommand("pnpm", ["install", "--no-frozen-lockfile"], { cwd: folder });
}

/**
 * Installs the packed client in a folder, as a user would.
 *
 * @param dependencies versions of other packages to install, by name
 * @throws Error when the installation fails
 */
export async function installPacked(
  folder: string,
  dependencies: Readonly<Record<string, string>> = {},
): Promise<void> {
  const tarballs = await packTarballs(folder);
  const client = { "@sandboxes/client": tarballs["@sandboxes/client"] };
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ private: true, type: "module", dependencies: { ...dependencies, ...client } }),
  );
  const { code, output } = await installTarballs(folder, tarballs);
  if (code !== 0) throw new Error(output);
}
