import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeLosslessly, encodeLosslessly } from "./lossless-text.ts";

// Bytes that begin, continue or break a character are more frequent than in random bytes.
const byte = fc.oneof(
  fc.constantFrom(0, 0x41, 0x7f, 0x80, 0xa0, 0xbf, 0xc0, 0xc3, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5),
  fc.integer({ min: 0, max: 255 }),
);

it("returns the same bytes, whatever they are", () => {
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 40 }), (bytes) => {
      const text = decodeLosslessly(Uint8Array.from(bytes));
      expect([...encodeLosslessly(text)]).toEqual(bytes);
      // Valid parts are decoded as usual.
      expect(text.replaceAll(/[\uDC80-\uDCFF]/gu, "")).toBe(
        Buffer.from(text.replaceAll(/[\uDC80-\uDCFF]/gu, "")).toString(),
      );
    }),
    { numRuns: 2000 },
  );
});

it("decodes and encodes valid text as usual", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(decodeLosslessly(Buffer.from(text))).toBe(text);
      expect([...encodeLosslessly(text)]).toEqual([...Buffer.from(text)]);
    }),
  );
});

it.each<[hex: string, text: string]>([
  ["c3", "\uDCC3"],
  ["c3a9", "é"],
  ["c3c3a9", "\uDCC3é"],
  ["e282", "\uDCE2\uDC82"],
  ["eda080", "\uDCED\uDCA0\uDC80"],
  ["c080", "\uDCC0\uDC80"],
  ["f4908080", "\uDCF4\uDC90\uDC80\uDC80"],
  ["efbbbf41", "\uFEFFA"],
  ["f09f92a9ff", "💩\uDCFF"],
])("%s is %j", (hex, text) => {
  expect(decodeLosslessly(Buffer.from(hex, "hex"))).toBe(text);
});
