import { parseTarGzip } from "nanotar";
import { repository } from "../repository.ts";
import type { LocalRegistry } from "./local-registry.ts";
import { type Versions, publishedManifest, source } from "./steps.ts";

/** Files that every tarball must contain. */
const files = ["package.json", "README.md", "LICENSE"];

/**
 * Checks the tarball and the manifest of each published version: the required files, the link to the
 * source, and the exact versions of our packages in the dependencies.
 *
 * @returns one message per problem
 */
export async function checkPublished(
  registry: LocalRegistry,
  versions: Versions,
): Promise<string[]> {
  const problems: string[] = [];
  for (const [name, version] of versions) {
    const manifest = await publishedManifest(registry, name, version);
    const data = await (await fetch(manifest.dist.tarball)).bytes();
    const entries = await parseTarGzip(data);
    const names = entries.map((entry) => entry.name.replace(/^package\//, ""));
    const missing = files.filter((file) => !names.includes(file));
    problems.push(...missing.map((file) => `${name} has no ${file}`));
    if (entries.some(({ text }) => text.includes(repository))) {
      problems.push(`${name} names the folder of this repository`);
    }
    problems.push(...problemsOfManifest(manifest, versions).map((line) => `${name}: ${line}`));
  }
  return problems;
}

function problemsOfManifest(
  manifest: Readonly<Record<string, unknown>>,
  versions: Versions,
): string[] {
  const problems: string[] = [];
  const text = JSON.stringify([manifest["repository"], manifest["homepage"], manifest["bugs"]]);
  if (text.split(source).length !== 4) {
    problems.push(`repository, homepage and bugs must name ${source}: ${text}`);
  }
  const fields = ["dependencies", "peerDependencies", "optionalDependencies"];
  for (const field of fields) {
    for (const [other, range] of Object.entries(manifest[field] ?? {})) {
      const version = versions.get(other);
      if (version !== undefined && range !== version) {
        problems.push(`${field} has ${other} in the range ${range}, not exactly ${version}`);
      }
    }
  }
  return problems;
}
