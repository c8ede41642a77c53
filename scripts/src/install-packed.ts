import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packPackages } from "./pack-packages.ts";
import { type Outcome, runCommand } from "./run-command.ts";

/** Where the tarball of each package is, by name. */
export type Tarballs = Readonly<Record<string, string>>;

/** Packs the packages, which have to be built before, into a folder. */
export async function packTarballs(folder: string): Promise<Tarballs> {
  const packed = await packPackages(folder);
  return Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
}

/** Installs what the package.json of a folder asks for, our packages from their tarballs. */
export async function installTarballs(folder: string, tarballs: Tarballs): Promise<Outcome> {
  // The packages depend on each other too, so the tarballs stand in for them everywhere. JSON is
  // YAML. The file also keeps pnpm from looking for a workspace further up. What dependencies would
  // build stays unbuilt, as it does for most users: pnpm alone takes that for an error.
  const settings = { overrides: tarballs, strictDepBuilds: false };
  await writeFile(join(folder, "pnpm-workspace.yaml"), JSON.stringify(settings));
  return await runCommand("pnpm", ["install", "--no-frozen-lockfile"], { cwd: folder });
}

/**
 * Installs the packed client in a folder, as a user would.
 *
 * @param dependencies what is installed beside it, by name
 * @throws Error when it cannot be installed
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
