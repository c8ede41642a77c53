import type * as nodePath from "node:path";
import { resolve } from "node:path";
import type * as nodeUrl from "node:url";
import { describe, expect, test, vi } from "vitest";
import { readBanner, writeBanner } from "../../src/artifact/banner.ts";
import { sourcePath } from "../../src/artifact/source-path.ts";
import { ConfigError } from "../../src/config/config-error.ts";
import type { SpecConfig } from "../../src/config/config.ts";
import { resolveTargets } from "../../src/config/resolve-targets.ts";
import { copyDocument } from "../../src/init/copy-document.ts";

// The modules under test get the paths and URLs of Windows, on every system.
vi.mock("node:path", async (original) => {
  const { win32 } = await original<typeof nodePath>();
  return { ...win32, default: win32 };
});
vi.mock("node:url", async (original) => {
  const url = await original<typeof nodeUrl>();
  return {
    ...url,
    fileURLToPath: (address: string) => url.fileURLToPath(address, { windows: true }),
  };
});

describe("paths of Windows", () => {
  test.each<[entry: SpecConfig, base: string, spec: string, out: string]>([
    [
      { spec: "api\\openapi.yaml", out: "src\\gen" },
      "C:\\work",
      "C:\\work\\api\\openapi.yaml",
      "C:\\work\\src\\gen",
    ],
    [
      { spec: "api/openapi.yaml", out: "src/gen" },
      "C:\\work",
      "C:\\work\\api\\openapi.yaml",
      "C:\\work\\src\\gen",
    ],
    [{ spec: "D:\\api.yaml", out: "..\\gen" }, "C:\\work\\api", "D:\\api.yaml", "C:\\work\\gen"],
    [
      { spec: "file:///D:/my%20api.yaml", out: "." },
      "file:///C:/work/",
      "D:\\my api.yaml",
      "C:\\work",
    ],
    [
      { spec: "\\\\server\\share\\api.yaml", out: "gen" },
      "C:\\work",
      "\\\\server\\share\\api.yaml",
      "C:\\work\\gen",
    ],
  ])("a configuration with %j in %s", (entry, base, spec, out) => {
    expect(resolveTargets({ specs: [entry] }, base)).toMatchObject([{ spec, out }]);
  });

  test("an artefact is a file without a folder", () => {
    const artifacts = [{ name: "types", file: "sub\\types.ts" }] as const;
    expect(() => resolveTargets({ specs: [{ spec: "a", out: "b", artifacts }] }, "C:\\")).toThrow(
      ConfigError,
    );
  });

  test.each([
    ["C:\\work\\src", "C:\\work\\api\\openapi.yaml", "../api/openapi.yaml"],
    ["C:\\work\\src", "C:\\work\\src\\openapi.yaml", "openapi.yaml"],
    ["C:\\work\\src", "D:\\api\\openapi.yaml", "D:/api/openapi.yaml"],
  ])("a banner in %s leads back to %s", (out, file, wanted) => {
    const source = sourcePath(out, file);
    expect(source).toBe(wanted);
    const hashes = { spec: "a1", generator: "b2", content: "c3" };
    const { banner } = readBanner(writeBanner({ sources: [source], ...hashes })) ?? {};
    expect(resolve(out, banner?.sources[0] ?? "")).toBe(file);
  });

  test("a package has the files of a document in the same places", () => {
    const files = ["C:\\api\\v1\\main.yaml", "C:\\api\\schemas\\pet.yaml"];
    expect(copyDocument({ files, texts: ["a", "b"] })).toEqual({
      spec: "openapi/v1/main.yaml",
      files: new Map([
        ["openapi/v1/main.yaml", "a"],
        ["openapi/schemas/pet.yaml", "b"],
      ]),
      originals: new Map([
        ["openapi/v1/main.yaml", files[0]],
        ["openapi/schemas/pet.yaml", files[1]],
      ]),
    });
    expect(copyDocument({ files: ["C:\\api\\main.YML"], texts: ["a"] }).spec).toBe("openapi.yml");
  });
});
