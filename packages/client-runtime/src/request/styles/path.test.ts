import { expect, test } from "vitest";
import { segment } from "./path.ts";

const write = (value: unknown): string => segment(value, "x", "The path parameter `x`");

test.each([
  ["3c90c3cc", "3c90c3cc"],
  [2, "2"],
  ["a/b?c#d e%2F", "a%2Fb%3Fc%23d%20e%252F"],
  ["é", "%C3%A9"],
  ["$&", "%24%26"],
  ["...", "..."],
  ["../..", "..%2F.."],
  ["%2e%2e", "%252e%252e"],
])("%j is written as %s, and stays one segment", (value, wanted) => {
  expect(write(value)).toBe(wanted);
  expect(new URL(`/a/${wanted}/b`, "http://localhost").pathname).toBe(`/a/${wanted}/b`);
});

const rule = "must be valid text, a number, a boolean or a date.";

test.each([
  [undefined, rule],
  [null, rule],
  [["a"], rule],
  ["", 'must not be empty, "." or "..".'],
  [".", 'must not be empty, "." or "..".'],
  ["..", 'must not be empty, "." or "..".'],
  ["\uD83D", rule],
])("refuses %j", (value, message) => {
  expect(() => write(value)).toThrow(new TypeError(`The path parameter \`x\` ${message}`));
});
