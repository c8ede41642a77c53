import { expect, test } from "vitest";
import { findSandboxWord } from "./find-sandbox-word.ts";

test.each<[string, string, string[]]>([
  ["src/a.ts", 'import "@sandboxes/codegen";', []],
  ["src/a.ts", '"@sandboxes/source": "./src/a.ts"', []],
  ["bin/sandboxes-codegen.js", "Usage: sandboxes-codegen check", []],
  ["src/a.ts", "const a = 1;\n// as listSandboxes does", ["src/a.ts:2: // as listSandboxes does"]],
  [
    "src/a.ts",
    "@sandboxes/client lists sandboxes",
    ["src/a.ts:1: @sandboxes/client lists sandboxes"],
  ],
  ["README.md", "SANDBOX_ID", ["README.md:1: SANDBOX_ID"]],
  ["src/sandbox.ts", "", ["src/sandbox.ts: the name of the file"]],
])("%s: %s", (path, text, found) => {
  expect(findSandboxWord(path, text)).toEqual(found);
});
