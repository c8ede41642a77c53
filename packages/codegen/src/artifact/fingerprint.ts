import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileText } from "../document/files/file-text.ts";

/** @returns a short hash of the texts, in order */
export function fingerprint(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text).update("\0");
  return hash.digest("hex").slice(0, 16);
}

/**
 * @param options the other values that the output depends on
 * @returns the hash of the generator: its sources, and the versions of the packages that print the output.
 *   A change of any of them makes every artefact stale. A built package has the same hash as the checkout
 *   that it was built from.
 */
export function generatorFingerprint(options: unknown): string {
  // Read once: a process runs the code that it started with, even if the files change.
  generator ??= fingerprint([...readSources(), ...readVersions()]);
  return fingerprint([JSON.stringify(options), generator]);
}

let generator: string | undefined;

/** Reads the sources. The published package has them beside the build. */
function readSources(): string[] {
  const folder = join(import.meta.dirname, import.meta.filename.endsWith(".ts") ? ".." : "../src");
  const files = listFiles(folder)
    .filter((name) => name.endsWith(".ts") && !/\.(test|test-d)\.ts$/.test(name))
    .sort();
  return [...files, ...files.map((name) => fileText(join(folder, name)))];
}

/** Lists files. `readdirSync` with `recursive` takes five times as long, and an unchanged run has 80 ms. */
function listFiles(folder: string, within = ""): string[] {
  return readdirSync(join(folder, within), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? listFiles(folder, `${within}${entry.name}/`) : [`${within}${entry.name}`],
  );
}

/** The packages whose code prints the output: another version may print another text. */
const dependencies = ["@scalar/openapi-upgrader", "openapi-typescript", "typescript", "yaml"];

function readVersions(): string[] {
  const load = createRequire(import.meta.url);
  return dependencies.map((name) => {
    const { version } = load(manifestOf(name, load)) as { version: string };
    return `${name}@${version}`;
  });
}

/** Looks for the manifest in the folders of packages, because not every package exports it. */
function manifestOf(name: string, { resolve }: NodeJS.Require): string {
  const places = resolve.paths(name) ?? [];
  const manifests = places.map((place) => join(place, name, "package.json"));
  return manifests.find((path) => existsSync(path)) ?? `${name}/package.json`;
}
