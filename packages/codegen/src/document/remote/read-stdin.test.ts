import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { folder } from "../../../test/project/folder.ts";

const bin = fileURLToPath(new URL("../../../bin/sandboxes-codegen.js", import.meta.url));
const yaml = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}\n';

/** Runs the command line with a text on standard input. */
async function pipe(
  cwd: string,
  input: string,
  ...argv: string[]
): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ["--conditions=@sandboxes/source", bin, ...argv], { cwd });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  // The program may end before it has read everything.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, said };
}

it.each<[input: string, options: string[], code: number, said: RegExp]>([
  [yaml, [], 0, /wrote src\/types\.gen\.ts/],
  ['{ "openapi": "3.1.0", "info": { "title": "T", "version": "1" }, "paths": {} }', [], 0, /wrote/],
  ["", [], 1, /standard input - Cannot read the document: it is empty\. \[unreachable\]/],
  ["  \n", [], 1, /it is empty/],
  [`${yaml}#${"x".repeat(2000)}`, ["--max-size", "0.001"], 1, /it is larger than 1000 bytes/],
  ["hello: there\n", [], 1, /standard input:1:1 - This is not an OpenAPI document/],
  ["openapi: 3.1.0\ninfo: [", [], 1, /standard input:2:8 - .*\[syntax\]/],
  [
    `${yaml}components: { schemas: { Pet: { $ref: "./pet.yaml" } } }`,
    [],
    0,
    /wrote src\/types\.gen\.ts/,
  ],
])("%j %j ends with %i", async (input, options, code, said) => {
  const cwd = folder({ "pet.yaml": "type: string\n", "package.json": "{}" });
  const result = await pipe(cwd, input, "generate", "-", "--out", "src", ...options);
  expect(result.said).toMatch(said);
  expect(result.code).toBe(code);
});

it("compares the same document as up to date", async () => {
  const cwd = folder({});
  await pipe(cwd, yaml, "generate", "-", "--out", "src");
  const again = await pipe(cwd, yaml, "generate", "-", "--out", "src");
  expect(again.code).toBe(0);
  expect(again.said).toMatch(/\d files were up to date/);
  expect((await pipe(cwd, yaml, "check", "-", "--out", "src", "--no-git")).code).toBe(0);
  expect((await pipe(cwd, `${yaml}tags: []`, "check", "-", "--out", "src", "--no-git")).code).toBe(
    3,
  );
  expect(readFileSync(join(cwd, "src/types.gen.ts"), "utf8")).toContain("from ../-.\n");
});
