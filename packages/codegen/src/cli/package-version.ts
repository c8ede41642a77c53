import { readFileSync } from "node:fs";

/** @returns the version of this package */
export function packageVersion(): string {
  // Beside the sources there are two folders above this file, beside the build one.
  const places = ["../../package.json", "../package.json"];
  const depth = import.meta.url.endsWith(".ts") ? places[0] : places[1];
  const text = readFileSync(new URL(depth ?? "", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
