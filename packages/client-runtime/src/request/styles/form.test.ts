import { operations } from "@sandboxes/schema/operations";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { serializeQuery } from "./serialize-query.ts";

test("every parameter of the API is written as it is written here", () => {
  const styles = Object.values(operations).flatMap(({ parameters }) =>
    parameters.map((parameter) =>
      parameter.in === "path" ? "path" : `${parameter.in} ${parameter.style} ${parameter.explode}`,
    ),
  );
  expect(new Set(styles)).toEqual(new Set(["path", "query form true"]));
});

describe("writes values", () => {
  test.each([
    ["blue", "color=blue"],
    ["", "color="],
    [["blue", "black", "brown"], "color=blue&color=black&color=brown"],
    [{ R: 100, G: 200, B: 150 }, "R=100&G=200&B=150"],
    [0, "color=0"],
    [-1.5, "color=-1.5"],
    [true, "color=true"],
    [12345678901234567890n, "color=12345678901234567890"],
    ["a&b=c#d e+f%41/é", "color=a%26b%3Dc%23d%20e%2Bf%2541%2F%C3%A9"],
    [undefined, ""],
    [["a", undefined, "b"], "color=a&color=b"],
    [{ a: undefined, b: 1 }, "b=1"],
    [[], ""],
    [{}, ""],
  ])("%o", (value, wanted) => {
    expect(serializeQuery([["color"]], { color: value })).toBe(wanted);
  });

  test("keeps the order in which they were given, and encodes names", () => {
    expect(serializeQuery([["a&b"], ["z"]], { z: 1, "a&b": 2 })).toBe("z=1&a%26b=2");
  });

  test.each([
    [{ "": "x", env: "prod" }, "metadata.=x&metadata.env=prod", false],
    [{ "metadata.env": "prod" }, "metadata.metadata.env=prod", false],
    [{ "metadata.env": "prod" }, "metadata.env=prod", true],
    [{ env: "prod" }, "metadata.env=prod", true],
  ])("%j with a prefix: %s, with the names of the wire: %j", (metadata, wanted, isOfWire) => {
    expect(serializeQuery([["metadata", "metadata."]], { metadata }, isOfWire)).toBe(wanted);
  });
});

const metadata = [["metadata", "metadata."]] as const;

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
])("the metadata key and value %j arrive as themselves", (text) => {
  const query = serializeQuery(metadata, { metadata: Object.fromEntries([[text, text]]) });
  const url = new URL(`http://localhost/sandboxes?${query}`);
  expect(url.hash).toBe("");
  expect([...url.searchParams]).toEqual([[`metadata.${text}`, text]]);
});

test("any metadata arrives as itself", () => {
  const text = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text)), (pairs) => {
      const wanted = new Map(pairs.map(([key, value]) => [`metadata.${key}`, value]));
      const query = serializeQuery(metadata, { metadata: Object.fromEntries(wanted) }, true);
      expect(new Map(new URL(`http://localhost/?${query}`).searchParams)).toEqual(wanted);
    }),
  );
});

const rule = "must be valid text or a number.";

describe("refuses", () => {
  test.each<[string, Record<string, unknown>, string]>([
    ["an unknown name", { colour: "blue" }, "`colour` is unknown."],
    ["null", { color: null }, `\`color\` ${rule}`],
    ["a date", { color: new Date(0) }, `\`color\` ${rule}`],
    ["a function", { color: () => 1 }, `\`color\` ${rule}`],
    ["a map", { color: new Map([["a", 1]]) }, `\`color\` ${rule}`],
    ["null in an array", { color: [null] }, `\`color\` ${rule}`],
    ["an array in an array", { color: [[1]] }, `\`color\` ${rule}`],
    ["an object in an object", { color: { a: { b: 1 } } }, `\`color\`, at \`a\`, ${rule}`],
    ["half of a surrogate pair", { color: "a\uD800" }, `\`color\` ${rule}`],
    ["the same in a name", { metadata: { "\uDC00": "a" } }, `, at \`\uDC00\`, ${rule}`],
    ["text where names are due", { metadata: "env=prod" }, "`metadata` must be an object."],
    ["an array where names are due", { metadata: ["prod"] }, "`metadata` must be an object."],
  ])("%s", (_, query, message) => {
    expect(() => serializeQuery([["color"], ...metadata], query)).toThrow(TypeError);
    expect(() => serializeQuery([["color"], ...metadata], query)).toThrow(message);
  });
});
