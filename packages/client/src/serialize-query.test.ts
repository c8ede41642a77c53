import type { OperationParameter } from "@sandboxes/schema/operations";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { serializeQuery } from "./serialize-query.ts";

function parameter(
  style: string,
  explode: boolean,
  more: Partial<OperationParameter> = {},
): OperationParameter {
  return { name: "color", in: "query", required: false, style, explode, ...more };
}

const array = ["blue", "black", "brown"];
const object = { R: 100, G: 200, B: 150 };

describe("writes each style as OpenAPI 3.1.1 shows it in its table of style examples", () => {
  test.each([
    ["form", true, "blue", "color=blue"],
    ["form", true, "", "color="],
    ["form", true, array, "color=blue&color=black&color=brown"],
    ["form", true, object, "R=100&G=200&B=150"],
    ["form", false, "blue", "color=blue"],
    ["form", false, array, "color=blue,black,brown"],
    ["form", false, object, "color=R,100,G,200,B,150"],
    ["spaceDelimited", false, array, "color=blue%20black%20brown"],
    ["spaceDelimited", false, object, "color=R%20100%20G%20200%20B%20150"],
    ["spaceDelimited", true, array, "color=blue&color=black&color=brown"],
    ["pipeDelimited", false, array, "color=blue%7Cblack%7Cbrown"],
    ["pipeDelimited", false, object, "color=R%7C100%7CG%7C200%7CB%7C150"],
    ["pipeDelimited", true, array, "color=blue&color=black&color=brown"],
    ["deepObject", true, object, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"],
    // A deepObject whose `explode` is not given has the default of a style that is not `form`.
    ["deepObject", false, object, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"],
  ])("%s, explode %s: %j", (style, explode, value, wanted) => {
    expect(serializeQuery([parameter(style, explode)], { color: value })).toBe(wanted);
  });
});

describe("writes values", () => {
  test.each([
    [0, "color=0"],
    [-1.5, "color=-1.5"],
    [true, "color=true"],
    [12345678901234567890n, "color=12345678901234567890"],
    [new Date(Date.UTC(2023, 10, 7, 5, 31, 56)), "color=2023-11-07T05%3A31%3A56.000Z"],
    ["a&b=c#d e+f%41/é", "color=a%26b%3Dc%23d%20e%2Bf%2541%2F%C3%A9"],
    [undefined, ""],
    [["a", undefined, "b"], "color=a&color=b"],
    [{ a: undefined, b: 1 }, "b=1"],
    [[], ""],
    [{}, ""],
  ])("%o", (value, wanted) => {
    expect(serializeQuery([parameter("form", true)], { color: value })).toBe(wanted);
  });

  test("leaves out an empty array and an empty object that are not exploded", () => {
    const query = { a: [], b: {}, c: [undefined] };
    const parameters = ["a", "b", "c"].map((name) => parameter("form", false, { name }));
    expect(serializeQuery(parameters, query)).toBe("");
  });

  test("leaves reserved characters where it is told to, but none that would end the value", () => {
    const color = ":/?@$,;=#&+[]% é";
    const query = serializeQuery([parameter("form", true, { allowReserved: true })], { color });
    expect(query).toBe("color=:/?@$,;=%23%26%2B%5B%5D%25%20%C3%A9");
    expect(new URL(`http://localhost/?${query}`).searchParams.get("color")).toBe(color);
  });

  test("keeps the order in which they were given, and encodes names", () => {
    const parameters = [
      parameter("form", true, { name: "a&b" }),
      parameter("form", true, { name: "z" }),
    ];
    expect(serializeQuery(parameters, { z: 1, "a&b": 2 })).toBe("z=1&a%26b=2");
  });
});

const metadata = parameter("form", true, { name: "metadata", prefix: "metadata." });

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
  const query = serializeQuery([metadata], {
    metadata: Object.fromEntries([[`metadata.${text}`, text]]),
  });
  const url = new URL(`http://localhost/sandboxes?${query}`);
  expect(url.hash).toBe("");
  expect([...url.searchParams]).toEqual([[`metadata.${text}`, text]]);
});

test("any metadata arrives as itself", () => {
  const text = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text)), (pairs) => {
      const wanted = new Map(pairs.map(([key, value]) => [`metadata.${key}`, value]));
      const query = serializeQuery([metadata], { metadata: Object.fromEntries(wanted) });
      expect(new Map(new URL(`http://localhost/?${query}`).searchParams)).toEqual(wanted);
    }),
  );
});

describe("refuses", () => {
  test.each([
    [
      "an unknown name",
      parameter("form", true),
      { colour: "blue" },
      "This operation has no query parameter `colour`.",
    ],
    [
      "a name of another place",
      parameter("form", true, { in: "header" }),
      { color: "blue" },
      "This operation has no query parameter `color`.",
    ],
    [
      "null",
      parameter("form", true),
      { color: null },
      "The query parameter `color` must be a string, a finite number, a boolean or a valid Date, not null.",
    ],
    ["NaN", parameter("form", true), { color: Number.NaN }, /`color` must be .*, not NaN\./],
    [
      "an invalid date",
      parameter("form", true),
      { color: new Date("x") },
      /`color` must be .*, not an invalid Date\./,
    ],
    [
      "a function",
      parameter("form", true),
      { color: () => 1 },
      /`color` must be .*, not of type function\./,
    ],
    [
      "an instance of a class",
      parameter("form", true),
      { color: new Map([["a", 1]]) },
      /`color` must be .*, not of type object\./,
    ],
    [
      "null in an array",
      parameter("form", true),
      { color: [null] },
      "The query parameter `color`, in its array, must be a string, a finite number, a boolean or a valid Date, not null.",
    ],
    [
      "an array in an array",
      parameter("form", false),
      { color: [[1]] },
      /`color`, in its array, must be .*, not an array\./,
    ],
    [
      "an object in an object",
      parameter("deepObject", true),
      { color: { a: { b: 1 } } },
      /`color`, at `a`, must be .*, not of type object\./,
    ],
    [
      "text for a deepObject",
      parameter("deepObject", true),
      { color: "blue" },
      "The query parameter `color` must be an object.",
    ],
    [
      "an array for a deepObject",
      parameter("deepObject", true),
      { color: ["blue"] },
      "The query parameter `color` must be an object.",
    ],
    [
      "an exploded object in pipeDelimited",
      parameter("pipeDelimited", true),
      { color: object },
      "The query parameter `color` cannot be an object: its style is pipeDelimited.",
    ],
    [
      "a pipe in pipeDelimited",
      parameter("pipeDelimited", false),
      { color: ["a|b"] },
      'The query parameter `color` cannot hold "|": it divides the values.',
    ],
    [
      "a space in spaceDelimited",
      parameter("spaceDelimited", false),
      { color: { "a b": 1 } },
      'The query parameter `color` cannot hold " ": it divides the values.',
    ],
    [
      "a bare comma in form",
      parameter("form", false, { allowReserved: true }),
      { color: ["a,b"] },
      'The query parameter `color` cannot hold ",": it divides the values.',
    ],
    [
      "half of a surrogate pair",
      parameter("form", true),
      { color: "a\uD800" },
      "The query parameter `color` is not valid Unicode: it holds half of a surrogate pair.",
    ],
    [
      "the same in a name",
      metadata,
      { metadata: { "metadata.\uDC00": "a" } },
      /^The query parameter `metadata`, at `metadata\..`, is not valid Unicode/,
    ],
    [
      "a name without the prefix",
      metadata,
      { metadata: { env: "prod" } },
      "The query parameter `metadata` takes names that start with `metadata.`, not `env`.",
    ],
    [
      "text where names are due",
      metadata,
      { metadata: "env=prod" },
      "The query parameter `metadata` must be an object.",
    ],
    [
      "an array where names are due",
      metadata,
      { metadata: ["prod"] },
      "The query parameter `metadata` must be an object.",
    ],
  ])("%s", (_, one, query, message) => {
    expect(() => serializeQuery([one], query)).toThrow(
      typeof message === "string" ? new TypeError(message) : message,
    );
  });
});
