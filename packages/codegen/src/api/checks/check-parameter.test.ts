import { join } from "node:path";
import { expect, it } from "vitest";
import { folder, openapi } from "../../../test/project/folder.ts";
import { type UnsoundRow, problemAt, problemsOf } from "../../../test/project/problems-of.ts";
import { readDocument } from "../../document/read-document.ts";
import { readApi } from "../read-api.ts";

const ok = 'responses: { "200": { description: Fine } }';
const parameter = (text: string, path = "/a"): string =>
  openapi(`  ${path}:\n    get: { parameters: [{ ${text} }], ${ok} }`);
const header = (text: string): string =>
  openapi(`  /a:\n    get: { responses: { "200": { description: x, headers: { ${text} } } } }`);

const rows: UnsoundRow[] = [
  [
    "a style that is none",
    parameter("name: q, in: query, style: fomr, schema: {}"),
    "invalid-value",
    "5:54",
    /`style` must be matrix, .* or cookie, not "fomr"/,
  ],
  [
    "a style of another place",
    parameter("name: q, in: query, style: matrix, schema: {}"),
    "invalid-value",
    "5:54",
    /in query cannot have the style `matrix`, only form, spaceDelimited/,
  ],
  [
    "a path parameter that may be absent",
    parameter("name: id, in: path, required: false, schema: {}", "/a/{id}"),
    "invalid-value",
    "5:57",
    /write `required: true`/,
  ],
  [
    "a path parameter that is not said to be there",
    parameter("name: id, in: path, schema: {}", "/a/{id}"),
    "missing-field",
    "5:25",
    /write `required: true`/,
  ],
  [
    "a parameter with a schema and content",
    parameter("name: q, in: query, schema: {}, content: { text/plain: {} }"),
    "invalid-value",
    "5:59",
    /either `schema` or `content`/,
  ],
  [
    "a parameter with neither",
    parameter("name: q, in: query"),
    "missing-field",
    "5:25",
    /needs a `schema`, or `content`/,
  ],
  [
    "a parameter of two media types",
    parameter("name: q, in: query, content: { text/plain: {}, application/json: {} }"),
    "invalid-value",
    "5:47",
    /exactly one media type, not 2/,
  ],
  [
    "a parameter of no media type",
    parameter("name: q, in: query, content: {}"),
    "invalid-value",
    "5:47",
    /exactly one media type, not 0/,
  ],
  ["a header with neither", header("X: {}"), "missing-field", "5:61", /This header needs/],
  [
    "a header in a style that it cannot have",
    header("X: { style: form, schema: {} }"),
    "invalid-value",
    "5:73",
    /`style` must be simple, not "form"/,
  ],
  [
    "a header twice, in another case",
    header("X: { schema: {} }, x: { schema: {} }"),
    "duplicate-parameter",
    "5:80",
    /`x` is declared twice: as `X` too/,
  ],
  [
    "a header parameter twice, in another case",
    parameter("name: X, in: header, schema: {} }, { name: x, in: header, schema: {}"),
    "duplicate-parameter",
    "5:62",
    /`x` is declared twice/,
  ],
];

it.each(rows)("an unsound document: %s", (_, text, code, place, message) => {
  expect(problemsOf(text)).toEqual([problemAt(code, place, message)]);
});

it.each<[name: string, text: string]>([
  ["styles where they belong", parameter("name: q, in: query, style: deepObject, schema: {}")],
  ["content", parameter("name: q, in: query, content: { application/json: { schema: {} } }")],
  ["content of a header", header("X: { content: { text/plain: {} } }")],
  [
    "a name in two places",
    parameter("name: q, in: query, schema: {} }, { name: q, in: header, schema: {}"),
  ],
])("a sound document: %s", (_, text) => {
  expect(problemsOf(text)).toEqual([]);
});

it("reads what is tolerated as what it can only mean", () => {
  const text = openapi(`  /a/{id}:
    get:
      parameters:
        - { name: id, in: path, style: form, schema: {} }
        - { name: both, in: query, schema: { type: string }, content: { text/plain: {} } }
        - { name: neither, in: query }
        - { name: two, in: query, content: { text/plain: {}, application/json: {} } }
        - { name: none, in: query, content: {} }
      responses: { "200": { description: Fine, headers: { X: { schema: {} }, x: { schema: {} } } } }`);
  const document = readDocument(join(folder({ "openapi.yaml": text }), "openapi.yaml"), {
    tolerate: ["invalid-value", "missing-field", "duplicate-parameter"],
  });
  const [operation] = readApi(document).operations;
  expect(operation?.parameters.map(({ object }) => object)).toEqual([
    { name: "id", in: "path", required: true, schema: {} },
    { name: "both", in: "query", schema: { type: "string" } },
    { name: "neither", in: "query", schema: {} },
    { name: "two", in: "query", content: { "text/plain": {} } },
    { name: "none", in: "query", schema: {} },
  ]);
  expect(operation?.parameters[0]?.style).toBe("simple");
  expect(operation?.responses[0]?.object["headers"]).toEqual({ x: { schema: {} } });
});
