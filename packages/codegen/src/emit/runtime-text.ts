import { readFileSync } from "node:fs";

/** @returns what every generated validator stands on, as it is written at the head of their file */
export function runtimeText(): string {
  // The packed generator has its sources beside the build.
  const path = import.meta.url.endsWith(".ts")
    ? "../validation/runtime.ts"
    : "../src/validation/runtime.ts";
  const text = readFileSync(new URL(path, import.meta.url), "utf8");
  return text.slice(text.indexOf("/**"), text.lastIndexOf("\nexport {"));
}
