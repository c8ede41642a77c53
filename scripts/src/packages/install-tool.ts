import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { repository } from "../repository.ts";
import { runCommand } from "../run-command.ts";

/**
 * Installs an npm package in a folder of its own, apart from the dependencies of this repository,
 * and keeps it for the next run. Use it for a large tool that only one check needs.
 *
 * @param spec the package and its version, such as `node@20`
 * @param overrides exact versions for dependencies of the package, by name
 * @returns the folder, which contains `node_modules`
 * @throws Error when npm cannot install the package
 */
export async function installTool(
  spec: string,
  overrides: Readonly<Record<string, string>> = {},
): Promise<string> {
  const folder = join(
    repository,
    "node_modules/.cache/tools",
    `${spec.replaceAll(/[^a-z0-9.@-]/g, "+")}-${process.platform}-${process.arch}`,
  );
  const mark = join(folder, "installed");
  const manifest = JSON.stringify({ private: true, overrides });
  if ((await readFile(mark, "utf8").catch(() => undefined)) === manifest) return folder;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), manifest);
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  const { code, output } = await runCommand("npm", ["install", ...quiet, spec], {
    cwd: folder,
    limit: 120,
  });
  if (code !== 0) throw new Error(output.trim().split("\n")[0] || `exit code ${code}`);
  await writeFile(mark, manifest);
  return folder;
}
