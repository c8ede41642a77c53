import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folder } from "../../test/project/folder.ts";
import { writeFiles } from "./write-files.ts";

/** @returns a folder with a file `out/a.ts`, and what is to be written into it */
function prepared(...names: string[]): { base: string; files: Map<string, string> } {
  const base = folder({ "out/a.ts": "old" });
  return { base, files: new Map(names.map((name) => [join(base, name), `new ${name}`])) };
}

describe("writeFiles", () => {
  it.each<[name: string, prepare: (base: string) => void, message: RegExp]>([
    [
      "a folder",
      (base) => mkdirSync(join(base, "out/b.ts")),
      /out\/b\.ts is a folder, so it cannot be written\. Move it away/,
    ],
    [
      "a link to a folder",
      (base) => symlinkSync("..", join(base, "out/b.ts")),
      /out\/b\.ts is a folder/,
    ],
    [
      "a link to another of the files",
      (base) => symlinkSync("a.ts", join(base, "out/b.ts")),
      /out\/b\.ts and .*out\/a\.ts lead to the same file/,
    ],
    ["a link to itself", (base) => symlinkSync("b.ts", join(base, "out/b.ts")), /ELOOP/],
    ["a link into a file", (base) => symlinkSync("a.ts/b.ts", join(base, "out/b.ts")), /ENOTDIR/],
  ])("changes nothing where %s is in a place", (_, prepare, message) => {
    const { base, files } = prepared("out/a.ts", "out/b.ts", "new/c.ts");
    prepare(base);
    const before = readdirSync(base, { recursive: true });
    expect(() => writeFiles(files)).toThrow(message);
    expect(readFileSync(join(base, "out/a.ts"), "utf8")).toBe("old");
    expect(readdirSync(base, { recursive: true })).toEqual(before);
  });

  it.each<[name: string, link: string, real: string]>([
    ["a file", "../real.ts", "real.ts"],
    ["a file that is not there yet", "../real/b.ts", "real/b.ts"],
    ["a link to such a file", "../link.ts", "deep/er.ts"],
  ])("writes through a link to %s", (_, link, real) => {
    const { base, files } = prepared("out/a.ts", "out/b.ts");
    if (real === "real.ts") writeFileSync(join(base, real), "old");
    symlinkSync("deep/er.ts", join(base, "link.ts"));
    symlinkSync(link, join(base, "out/b.ts"));
    for (const text of ["one", "two"]) {
      writeFiles(new Map([...files.keys()].map((path) => [path, text])));
      expect(lstatSync(join(base, "out/b.ts")).isSymbolicLink()).toBe(true);
      expect(readlinkSync(join(base, "out/b.ts"))).toBe(link);
      for (const path of ["out/a.ts", real])
        expect(readFileSync(join(base, path), "utf8")).toBe(text);
    }
    expect(readdirSync(join(base, "out"))).toEqual(["a.ts", "b.ts"]);
  });
});
