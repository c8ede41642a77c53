import { expect, it } from "vitest";
import { rejectUndefined } from "./reject-undefined.ts";

const no = 'no(out, to(out, at, "a"), "must be right")';
const wrong = 'wrong(p1, out, at, "a", "must be right")';

/** Conditions of a failure, and whether each of them holds for `undefined`. */
const conditions: readonly [condition: string, isForUndefined: boolean][] = [
  ['typeof p1 !== "string"', true],
  ["p1 !== null", true],
  ['p1 !== "a || b"', true],
  ["p1 !== -1.5e+3", true],
  ["!isObject(p1)", true],
  ["!isInteger(p1)", true],
  ["!Array.isArray(p1)", true],
  ['!(typeof p1 === "string" || p1 === null)', true],
  ['!(p1 === "a" || p1 === "b)" || isObject(p1))', true],
  ['!(p1 === "a" || same(p1, [1]))', false],
  ["!(checkOne(p1) || p1 === null)", false],
  ["checkNot(p1)", false],
  ["!uuid.test(p1)", false],
  ["p1 < 3", false],
];

it.each(conditions)("%s", (condition, isForUndefined) => {
  const property = { variable: "p1", at: "at", place: 'to(out, at, "a")', name: "a" };
  const single = rejectUndefined(`if (${condition} && ${no}) return false;\n`, property);
  expect(single).toBe(isForUndefined ? `if (${condition} && ${wrong}) return false;\n` : undefined);

  const rest = "} else {\nif (p1.length > 3) {\nreturn false;\n}\n}\n";
  const nested = `if (${condition}) {\nif (${no}) return false;\n${rest}`;
  expect(rejectUndefined(nested, property)).toBe(
    isForUndefined ? `if (${condition}) {\nif (${wrong}) return false;\n${rest}` : undefined,
  );
  // What follows would run for `undefined` too.
  expect(rejectUndefined(`${nested}if (p1 === "") return false;\n`, property)).toBe(undefined);
});
