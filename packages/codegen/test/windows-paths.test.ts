import { posix } from "node:path";
import { describe, expect, it, vi } from "vitest";

// Runs the code that computes paths with the rules of Windows, on any system. What opens files runs on
// the system's own paths in the other tests.
vi.mock("node:path", async (original) => {
  const path = await original<{ win32: object; posix: object }>();
  return { ...path.win32, default: path.win32, posix: path.posix };
});

const { sourceName } = await import("../src/artifact/target.ts");
const { resolveTargets } = await import("../src/config/resolve-targets.ts");
const { fileOf } = await import("../src/document/references/file-of.ts");
const { isWithin } = await import("../src/document/files/reference-root.ts");
const { parseFilter } = await import("../src/document/operation-filter.ts");

describe("on Windows", () => {
  it.each<[out: string, file: string, name: string]>([
    ["C:\\work\\src", "C:\\work\\openapi.yaml", "../openapi.yaml"],
    ["C:\\work\\src", "C:\\work\\src\\schemas\\pet.yaml", "schemas/pet.yaml"],
    ["C:\\work\\src", "D:\\apis\\openapi.yaml", "D:/apis/openapi.yaml"],
    ["\\\\server\\share\\src", "\\\\server\\share\\openapi.yaml", "../openapi.yaml"],
    ["C:\\work\\src", "https://example.com/openapi.yaml?key=1", "https://example.com/openapi.yaml"],
  ])("a banner in %s names %s as %s", (out, file, name) => {
    expect(sourceName({ out }, file)).toBe(name);
  });

  it.each<[spec: string, resolved: string]>([
    ["openapi.yaml", "C:\\work\\openapi.yaml"],
    ["..\\apis\\openapi.yaml", "C:\\apis\\openapi.yaml"],
    ["../apis/openapi.yaml", "C:\\apis\\openapi.yaml"],
    ["D:\\apis\\openapi.yaml", "D:\\apis\\openapi.yaml"],
    ["d:/apis/openapi.yaml", "d:\\apis\\openapi.yaml"],
    ["\\\\server\\share\\openapi.yaml", "\\\\server\\share\\openapi.yaml"],
    ["https://example.com/a.yaml", "https://example.com/a.yaml"],
  ])("the document %s is %s", (spec, resolved) => {
    const [target] = resolveTargets({ specs: [{ spec, out: "src" }] }, "C:\\work");
    expect(target).toMatchObject({ spec: resolved, out: "C:\\work\\src" });
  });

  it.each<[location: string, from: string, file: string | undefined]>([
    ["pet.yaml", "C:\\work\\openapi.yaml", "C:\\work\\pet.yaml"],
    ["./schemas/pet%20one.yaml", "C:\\work\\openapi.yaml", "C:\\work\\schemas\\pet one.yaml"],
    ["../shared/pet.yaml", "C:\\work\\openapi.yaml", "C:\\shared\\pet.yaml"],
    ["schemas\\pet.yaml", "C:\\work\\openapi.yaml", "C:\\work\\schemas\\pet.yaml"],
    ["D:\\apis\\pet.yaml", "C:\\work\\openapi.yaml", "D:\\apis\\pet.yaml"],
    ["https://example.com/pet.yaml", "C:\\work\\openapi.yaml", "https://example.com/pet.yaml"],
    ["urn:example:pet", "C:\\work\\openapi.yaml", undefined],
    ["pet.yaml", "https://example.com/api/openapi.yaml", "https://example.com/api/pet.yaml"],
  ])("the reference %s in %s leads to %s", (location, from, file) => {
    expect(fileOf(location, from)).toBe(file);
  });

  it.each<[folder: string, path: string, is: boolean]>([
    ["C:\\work", "C:\\work\\pet.yaml", true],
    ["C:\\work", "c:\\WORK\\pet.yaml", true],
    ["C:\\work", "C:\\work\\..pet\\pet.yaml", true],
    ["C:\\work", "C:\\workshop\\pet.yaml", false],
    ["C:\\work", "C:\\secrets.yaml", false],
    ["C:\\work", "D:\\work\\pet.yaml", false],
    ["C:\\work", "\\\\server\\share\\pet.yaml", false],
  ])("below %s: %s is %s", (folder, path, is) => {
    expect(isWithin(folder, path)).toBe(is);
  });

  it.each(["api\\types.ts", "api/types.ts", "..\\types.ts", "C:types.ts"])(
    "an artefact is in no folder: %s",
    (file) => {
      const artifacts = [{ name: "types" as const, file }];
      const config = { specs: [{ spec: "openapi.yaml", out: "src", artifacts }] };
      expect(() => resolveTargets(config, "C:\\work")).toThrow(/a file name without a folder/);
    },
  );

  it("has filters with the slashes of URLs", () => {
    expect(parseFilter("path:/pets/*")).toEqual({
      kind: "path",
      pattern: posix.join("/pets", "*"),
    });
  });
});
