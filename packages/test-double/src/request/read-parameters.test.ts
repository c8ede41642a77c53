import { expect, test } from "vitest";
import type { Parameter } from "../contract/document.ts";
import { createDocumentReader } from "../contract/document.ts";
import { readParameters } from "./read-parameters.ts";

const reader = createDocumentReader({
  operations: {},
  requests: {},
  responses: {},
  document: { components: { schemas: { Size: { type: "integer" } } } },
});

const text = { type: "string" };
const integer = { $ref: "#/components/schemas/Size" };
const list = { type: "array", items: integer };
const object = { type: "object", properties: { a: integer, b: text } };

/** The values of OpenAPI 3.1.1, section 4.8.12.6 ("Style Examples"), with other names. */
const cases: [Parameter["in"], string, boolean, unknown, [string, string][], unknown][] = [
  ["query", "form", true, text, [["p", "x"]], "x"],
  ["query", "form", true, integer, [["p", "7"]], 7],
  ["query", "form", true, integer, [["p", "seven"]], "seven"],
  ["query", "form", true, { type: "boolean" }, [["p", "true"]], true],
  ["query", "form", true, { type: ["integer", "null"] }, [["p", ""]], null],
  [
    "query",
    "form",
    true,
    list,
    [
      ["p", "1"],
      ["p", "2"],
    ],
    [1, 2],
  ],
  ["query", "form", false, list, [["p", "1,2"]], [1, 2]],
  ["query", "spaceDelimited", false, list, [["p", "1 2"]], [1, 2]],
  ["query", "pipeDelimited", false, list, [["p", "1|2"]], [1, 2]],
  [
    "query",
    "form",
    true,
    object,
    [
      ["a", "1"],
      ["b", "2"],
      ["c", "3"],
    ],
    { a: 1, b: "2" },
  ],
  ["query", "form", false, object, [["p", "a,1,b,2"]], { a: 1, b: "2" }],
  [
    "query",
    "deepObject",
    true,
    object,
    [
      ["p[a]", "1"],
      ["p[b]", "2"],
    ],
    { a: 1, b: "2" },
  ],
  ["path", "simple", false, integer, [["p", "5"]], 5],
  ["path", "simple", false, list, [["p", "1,2"]], [1, 2]],
  ["path", "simple", true, object, [["p", "a=1,b=2"]], { a: 1, b: "2" }],
  ["path", "label", false, integer, [["p", ".5"]], 5],
  ["path", "label", true, list, [["p", ".1.2"]], [1, 2]],
  ["path", "matrix", false, integer, [["p", ";p=5"]], 5],
  ["path", "matrix", true, list, [["p", ";p=1;p=2"]], [1, 2]],
  ["path", "matrix", false, list, [["p", ";p=1,2"]], [1, 2]],
  ["path", "matrix", true, object, [["p", ";a=1;b=2"]], { a: 1, b: "2" }],
  ["header", "simple", false, list, [["P", "1,2"]], [1, 2]],
  ["cookie", "form", true, text, [["p", "x"]], "x"],
  ["query", "form", true, text, [], undefined],
];

test.each(cases)("%s %s explode %j %j from %j", (place, style, explode, schema, pairs, value) => {
  const parameter = {
    name: "p",
    in: place,
    required: false,
    style,
    explode,
    isJson: false,
    schema,
  };
  const values = readParameters(reader, [parameter], pairs);
  expect(values).toEqual(value === undefined ? {} : { p: value });
});

test("a parameter with content is JSON", () => {
  const parameter = {
    name: "p",
    in: "query",
    required: false,
    style: "form",
    explode: true,
    isJson: true,
    schema: {},
  } as const;
  expect(readParameters(reader, [parameter], [["p", '{"a":[1]}']])).toEqual({ p: { a: [1] } });
});

test("a name such as __proto__ is an ordinary name", () => {
  const free = { type: "object", additionalProperties: text };
  const parameter = {
    name: "p",
    in: "query",
    required: false,
    style: "form",
    explode: true,
    isJson: false,
    schema: free,
  } as const;
  const values = readParameters(reader, [parameter], [["__proto__", "x"]]);
  expect(Object.keys(values["p"] as object)).toEqual(["__proto__"]);
});
