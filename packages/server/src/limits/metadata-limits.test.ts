import { listSandboxesQuery } from "@sandboxes/schema/validators";
import { describe, expect, it } from "vitest";
import { metadataProblem } from "./metadata-limits.ts";

const long = (length: number): string => "x".repeat(length);
const many = (count: number, value = ""): [string, string][] =>
  Array.from({ length: count }, (_, index) => [`k${index}`, value]);

describe("metadata", () => {
  it.each<[what: string, pairs: [string, string][]]>([
    ["nothing", []],
    ["a key of one byte, and no value", [["a", ""]]],
    ["a key of 256 bytes", [["é".repeat(128), "x"]]],
    ["a value of 2,048 bytes", [["a", "💩".repeat(512)]]],
    ["64 keys", many(64)],
    ["16,384 bytes", many(8, long(2046))],
    [
      "names that are nearly reserved",
      [
        ["superserve", ""],
        ["xsuperserve.", ""],
        ["_super", ""],
      ],
    ],
  ])("may be %s", (_, pairs) => {
    expect(metadataProblem(pairs)).toBeUndefined();
  });

  it.each<[pairs: [string, string][], problem: string]>([
    [[["", "x"]], "the key is empty"],
    [[["a\0", "x"]], 'the key "a\\u0000" contains NUL'],
    [[["a", "\0"]], 'the value of "a" contains NUL'],
    [
      [["é".repeat(129), ""]],
      `the key "${"é".repeat(40)}…" has 258 bytes; at most 256 are allowed`,
    ],
    [[["a", "💩".repeat(513)]], 'the value of "a" has 2052 bytes; at most 2048 are allowed'],
    [many(65), "there are 65 keys; at most 64 are allowed"],
    [
      [...many(8, long(2046)), ["k", ""]],
      "keys and values have 16385 bytes together; at most 16384 are allowed",
    ],
    [
      [["SUPERserve.x", ""]],
      'the key "SUPERserve.x" is reserved; keys must not start with "superserve." or "_superserve"',
    ],
    [
      [["_Superserve", ""]],
      'the key "_Superserve" is reserved; keys must not start with "superserve." or "_superserve"',
    ],
  ])("is rejected: %#, $1", (pairs, problem) => {
    expect(metadataProblem(pairs)).toBe(problem);
  });
});

// Where the spec can express a limit, both limits are the same.
it.each<[what: string, pairs: [string, string][]]>([
  ["an empty key", [["", ""]]],
  ["a key of one character", [["a", ""]]],
  ["a key of 256 characters", [[long(256), ""]]],
  ["a key of 257 characters", [[long(257), ""]]],
  ["a value of 2,048 characters", [["a", long(2048)]]],
  ["a value of 2,049 characters", [["a", long(2049)]]],
  ["64 keys", many(64)],
  ["65 keys", many(65)],
])("the spec agrees on %s", (_, pairs) => {
  const metadata = Object.fromEntries(pairs.map(([key, value]) => [`metadata.${key}`, value]));
  expect(listSandboxesQuery.is({ metadata })).toBe(metadataProblem(pairs) === undefined);
});
