import { afterEach, describe, expect, it, vi } from "vitest";

afterEach(() => vi.unstubAllGlobals());

describe.each([
  ["on Node", process],
  ["where there is no Node", undefined],
])("sha256 %s", (_, global) => {
  // FIPS 180-2, appendix B; and a text that is not ASCII.
  it.each([
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["é", "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"],
  ])("of %j", async (text, digest) => {
    vi.resetModules();
    vi.stubGlobal("process", global);
    const { sha256 } = await import("./sha256.ts");
    vi.unstubAllGlobals();
    expect(await sha256(text)).toBe(digest);
  });
});
