import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** Follows the imports of a file of this package. @returns its files, and their imports of other packages */
function importsOf(
  file: URL,
  files = new Set<string>(),
  others = new Set<string>(),
): Set<string>[] {
  if (files.has(file.pathname)) return [files, others];
  files.add(file.pathname);
  for (const [, name] of readFileSync(file, "utf8").matchAll(/\bfrom "([^"]+)"/g)) {
    if (name!.startsWith(".")) importsOf(new URL(name!, file), files, others);
    else others.add(name!);
  }
  return [files, others];
}

it("needs Node only to listen on a port", () => {
  const [files, others] = importsOf(new URL("../src/index.ts", import.meta.url));
  expect(files!.size).toBeGreaterThan(10);
  expect([...others!].filter((name) => !name.startsWith("@sandboxes/schema"))).toEqual([
    "#check-reply",
    "hono",
    "hono/utils/url",
  ]);
  const globals = /\b(?:process|Buffer|setImmediate|require)\b[.(]/;
  expect([...files!].filter((file) => globals.test(readFileSync(file, "utf8")))).toEqual([]);
});
