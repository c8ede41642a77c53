import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "./random.ts";
import { samplePattern } from "./sample-pattern.ts";

const patterns = [
  "^[a-z0-9-]{3,20}$",
  "^sk_(live|test)_[A-Za-z0-9]{24}$",
  String.raw`^\d{4}-\d{2}-\d{2}$`,
  String.raw`^#?([a-f\d]{6}|[a-f\d]{3})$`,
  String.raw`^(?!-)[a-z-]+(?<!-)$`,
  String.raw`^\+[1-9]\d{1,14}$`,
  String.raw`^metadata\.`,
  String.raw`^[^/\s]+/[^/\s]+$`,
  "^$",
  "abc",
  String.raw`^(\w)\1$`,
  String.raw`^\p{Lu}\p{Ll}+$`,
  String.raw`^[\w.%+-]+@[\w.-]+\.[A-Za-z]{2,}$`,
  String.raw`^\u0041\x42$`,
  "^a*?b+?c??$",
  "^(?<year>[0-9]{4})$",
];

test.each(patterns)("%s", (pattern) => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      expect(samplePattern(pattern, createRandom(seed))).toMatch(new RegExp(pattern, "u"));
    }),
    { numRuns: 50 },
  );
});

test("respects the length limits", () => {
  const text = samplePattern("^[a-z]+$", createRandom(1), { least: 10, most: 12 });
  expect(text).toMatch(/^[a-z]{10,12}$/);
});

test.each(["(", "^a$b"])("returns `undefined` for %s", (pattern) => {
  expect(samplePattern(pattern, createRandom(1))).toBeUndefined();
});
