import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { folder } from "../../test/project/folder.ts";

const manifest = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
) as { dependencies: Record<string, string> };
const source = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const parts = ["artifact/fingerprint.ts", "document/files/file-text.ts"];

/** @returns a copy of the package as far as its hash goes, with dependencies of version 1.0.0, and that hash */
function copied(): { base: string; hash: (file?: string) => string } {
  const base = folder({ "package.json": '{ "type": "module" }' });
  for (const part of parts) cpSync(source(part), join(base, "src", part));
  for (const name of Object.keys(manifest.dependencies)) install(base, name, "1.0.0");
  const hash = (file = "src/artifact/fingerprint.ts"): string => {
    const url = JSON.stringify(pathToFileURL(join(base, file)).href);
    const code = `console.log((await import(${url})).generatorFingerprint([]))`;
    return execFileSync(process.execPath, ["--input-type=module", "--eval", code], {
      encoding: "utf8",
    });
  };
  return { base, hash };
}

function install(base: string, name: string, version: string): void {
  const place = join(base, "node_modules", name);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "package.json"), JSON.stringify({ name, version }));
}

it.each(Object.keys(manifest.dependencies))("depends on the version of %s", (name) => {
  const { base, hash } = copied();
  const before = hash();
  expect(hash()).toBe(before);
  install(base, name, "1.0.1");
  expect(hash()).not.toBe(before);
});

it("depends on the sources, and not on their tests, their line ends or where they are", () => {
  const { base, hash } = copied();
  const before = hash();
  expect(copied().hash()).toBe(before);
  writeFileSync(join(base, "src/x.test.ts"), "");
  const path = join(base, "src/document/files/file-text.ts");
  writeFileSync(path, readFileSync(path, "utf8").replaceAll("\n", "\r\n"));
  expect(hash()).toBe(before);
  writeFileSync(join(base, "src/x.ts"), "");
  expect(hash()).not.toBe(before);
});

it("is for the built package what it is for its sources", () => {
  const { base, hash } = copied();
  mkdirSync(join(base, "dist"));
  for (const part of parts) {
    const code = stripTypeScriptTypes(readFileSync(source(part), "utf8"));
    const name = part.replace(/.*\//, "").replace(/ts$/, "js");
    writeFileSync(
      join(base, "dist", name),
      code.replace("../document/files/file-text.ts", "./file-text.js"),
    );
  }
  expect(hash("dist/fingerprint.js")).toBe(hash());
});
