import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packPackages } from "./pack-packages.ts";
import { runCommand } from "./run-command.ts";

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
  const packed = await packPackages(folder);
  // The packages depend on each other too, so the tarballs stand in for them everywhere.
  const overrides = Object.fromEntries(
    packed.map(({ name, tarball }) => [name, `file:${tarball}`]),
  );
  const client = { "@sandboxes/client": overrides["@sandboxes/client"] };
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ private: true, type: "module", dependencies: { ...dependencies, ...client } }),
  );
  // JSON is YAML. The file also keeps pnpm from looking for a workspace further up.
  await writeFile(join(folder, "pnpm-workspace.yaml"), JSON.stringify({ overrides }));
  const { code, output } = await runCommand("pnpm", ["install", "--no-frozen-lockfile"], {
    cwd: folder,
  });
  if (code !== 0) throw new Error(output);
}
