import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { form } from "./form.ts";
import { prefixed } from "./prefixed.ts";

const write = (value: unknown, prefix?: string, isWireName?: boolean): string => {
  const writer = prefix === undefined ? form : prefixed(prefix);
  return writer(value, "color", "The query parameter `color`", isWireName);
};

describe("writes values", () => {
  // OpenAPI 3.1.1, section 4.8.12.4, "Style Examples", and RFC 6570, section 3.2.8.
  test.each([
    ["blue", "color=blue"],
    ["", "color="],
    [["blue", "black", "brown"], "color=blue&color=black&color=brown"],
    [{ R: 100, G: 200, B: 150 }, "R=100&G=200&B=150"],
    [0, "color=0"],
    [-1.5, "color=-1.5"],
    [true, "color=true"],
    [12345678901234567890n, "color=12345678901234567890"],
    [new Date(0), "color=1970-01-01T00%3A00%3A00.000Z"],
    [new Set(["a", "b"]), "color=a&color=b"],
    ["a&b=c#d e+f%41/é", "color=a%26b%3Dc%23d%20e%2Bf%2541%2F%C3%A9"],
    ["!'()*-._~", "color=%21%27%28%29%2A-._~"],
    [[], ""],
    [{}, ""],
  ])("%o", (value, wanted) => {
    expect(write(value)).toBe(wanted);
  });

  test.each([
    [{ "": "x", env: "prod" }, "labels.=x&labels.env=prod", false],
    [{ "labels.env": "prod" }, "labels.labels.env=prod", false],
    [{ "labels.env": "prod" }, "labels.env=prod", true],
    [{ env: "prod" }, "labels.env=prod", true],
  ])("%j with a prefix: %s, with the names of the wire: %j", (labels, wanted, isWireName) => {
    expect(write(labels, "labels.", isWireName)).toBe(wanted);
  });
});

test.each([
  "a&limit=1",
  "é",
  "a b",
  "x#y",
  "%41",
  "+",
  "a=b",
  "?",
  "/",
  "[0]",
  "\u{1F600}",
  "",
  "__proto__",
  "\0",
  "\r\n",
])("the name and value %j arrive as themselves", (text) => {
  const query = write(Object.fromEntries([[text, text]]), "labels.");
  const url = new URL(`http://localhost/pets?${query}`);
  expect(url.hash).toBe("");
  expect([...url.searchParams]).toEqual([[`labels.${text}`, text]]);
});

test("any names and values arrive as themselves", () => {
  const text = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text)), (pairs) => {
      const wanted = new Map(pairs.map(([key, value]) => [`labels.${key}`, value]));
      const query = write(Object.fromEntries(wanted), "labels.", true);
      expect(new Map(new URL(`http://localhost/?${query}`).searchParams)).toEqual(wanted);
    }),
  );
});

const rule = "must be valid text, a number, a boolean or a date.";

test.each<[string, unknown, string]>([
  ["null", null, `\`color\` ${rule}`],
  ["an invalid date", new Date("x"), `\`color\` ${rule}`],
  ["NaN", Number.NaN, `\`color\` ${rule}`],
  ["a function", () => 1, `\`color\` ${rule}`],
  ["a map", new Map([["a", 1]]), `\`color\` ${rule}`],
  ["undefined in an array", [undefined], `\`color\` ${rule}`],
  ["undefined in an object, which would widen a filter", { a: undefined }, `at \`a\`, ${rule}`],
  ["an array in an array", [[1]], `\`color\` ${rule}`],
  ["an object in an object", { a: { b: 1 } }, `\`color\`, at \`a\`, ${rule}`],
  ["half of a surrogate pair", "a\uD800", `\`color\` ${rule}`],
  ["the same in a name", { "\uDC00": "a" }, `, at \`\uDC00\`, ${rule}`],
])("refuses %s", (_, value, message) => {
  expect(() => write(value)).toThrow(TypeError);
  expect(() => write(value)).toThrow(message);
});

test.each(["env=prod", ["prod"], null])("refuses %j where an object is due", (value) => {
  expect(() => write(value, "labels.")).toThrow("`color` must be an object.");
});
