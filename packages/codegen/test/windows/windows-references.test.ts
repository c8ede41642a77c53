import { describe, expect, it, vi } from "vitest";

// The modules under test get the paths of Windows, on every system.
vi.mock("node:path", async (original) => {
  const path = await original<{ win32: object; posix: object }>();
  return { ...path.win32, default: path.win32, posix: path.posix };
});

const { fileOf } = await import("../../src/document/references/file-of.ts");
const { isWithin } = await import("../../src/document/files/reference-root.ts");

describe("references on Windows", () => {
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
});
