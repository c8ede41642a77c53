// Checks the manifest of each published package, and that the packages of the left column know
// nothing about sandboxes.
import { readFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { type Manifest, findManifestProblems } from "../packages/find-manifest-problems.ts";
import { findSandboxWord } from "../packages/find-sandbox-word.ts";
import { importTable } from "../packages/import-table.ts";
import { publishedPackages } from "../packages/published-packages.ts";
import { listFiles, repository } from "../repository.ts";

/** Returns the tags in the turbo.json of a folder, or none if there is no such file. */
async function tagsOf(path: string): Promise<string[]> {
  const text = await readFile(join(path, "turbo.json"), "utf8").catch(() => "");
  const list = /"tags"\s*:\s*\[([^\]]*)\]/.exec(text)?.[1] ?? "";
  return [...list.matchAll(/"([^"]+)"/g)].map(([, tag]) => tag!);
}

const problems: string[] = [];
for (const { path } of await publishedPackages()) {
  const folder = basename(path);
  const manifest = JSON.parse(await readFile(join(path, "package.json"), "utf8")) as Manifest;
  const found = findManifestProblems(folder, manifest, await tagsOf(path));
  problems.push(...found.map((problem) => `${relative(repository, path)}: ${problem}`));

  if (importTable[folder]?.knowsSandboxes !== false) continue;
  for (const file of await listFiles(path)) {
    const name = relative(repository, file);
    problems.push(
      ...findSandboxWord(name, await readFile(file, "utf8")).map(
        (line) => `${line}\n  ${folder} knows no API: use an example of another API`,
      ),
    );
  }
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
