import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileText } from "../document/file-text.ts";

/** @returns a short hash of the texts, in order */
export function fingerprint(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text).update("\0");
  return hash.digest("hex").slice(0, 16);
}

/**
 * @param options what beside the sources decides on the output
 * @returns the hash of the generator itself: a changed emitter makes every artefact stale
 */
export function generatorFingerprint(options: unknown): string {
  // Read once: a process runs the code that it began with, whatever its files become.
  sources ??= fingerprint(readSources());
  return fingerprint([JSON.stringify(options), sources]);
}

let sources: string | undefined;

function readSources(): string[] {
  const folder = join(import.meta.dirname, import.meta.filename.endsWith(".ts") ? ".." : "");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.[jt]s$/.test(name) && !/\.(test|test-d|d)\.ts$/.test(name))
    .sort();
  return [...files, ...files.map((name) => fileText(join(folder, name)))];
}
