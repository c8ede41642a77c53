import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { repository } from "../repository.ts";
import { runCommand } from "../run-command.ts";

/**
 * Installs a package of npm in a folder of its own, apart from what this repository depends on,
 * and keeps it there for the next time.
 *
 * @param spec such as `node@20`
 * @returns the folder
 * @throws Error when it cannot be had
 */
export async function installTool(spec: string): Promise<string> {
  const folder = join(
    repository,
    "node_modules/.cache/tools",
    `${spec.replaceAll(/[^a-z0-9.@-]/g, "+")}-${process.platform}-${process.arch}`,
  );
  const mark = join(folder, "installed");
  if (await readFile(mark).catch(() => undefined)) return folder;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{"private":true}');
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  const { code, output } = await runCommand("npm", ["install", ...quiet, spec], {
    cwd: folder,
    limit: 120,
  });
  if (code !== 0) throw new Error(output.trim().split("\n")[0] || `exit code ${code}`);
  await writeFile(mark, spec);
  return folder;
}
