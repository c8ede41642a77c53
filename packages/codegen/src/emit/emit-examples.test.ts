import { join } from "node:path";
import { expect, it } from "vitest";
import { folder, openapi } from "../../test/project/folder.ts";
import { type UnsoundRow, problemAt, problemsOf } from "../../test/project/problems-of.ts";
import { readApi } from "../api/read-api.ts";
import { readDocument } from "../document/read-document.ts";
import { emitExamples } from "./emit-examples.ts";

function examplesOf(text: string): string {
  return emitExamples(
    readApi(readDocument(join(folder({ "openapi.yaml": text }), "openapi.yaml"))),
  );
}

it.each<[schema: string, wanted: string]>([
  ["{ type: string, examples: [own, other] }", '"own"'],
  ["{ type: string, minLength: 6 }", '"textxx"'],
  ["{ type: string, maxLength: 2 }", '"te"'],
  ["{ type: integer, minimum: 5, multipleOf: 4 }", "8"],
  ["{ type: number, exclusiveMaximum: 0 }", "-1"],
  ["{ type: [string, 'null'] }", '"text"'],
  ["{ enum: [b, a] }", '"b"'],
  ["{ type: boolean, default: false }", "false"],
  ["{ type: array, items: { type: integer }, minItems: 2 }", "[1, 1]"],
  [
    "{ type: object, required: [a], properties: { a: { type: string }, b: { type: integer } } }",
    '{ a: "text", b: 1 }',
  ],
  [
    "{ type: object, properties: { self: { $ref: '#/components/schemas/A' }, n: { type: 'null' } } }",
    "{ n: null }",
  ],
  ["{ type: object, required: [z], additionalProperties: { type: number } }", "{ z: 1 }"],
  [
    "{ type: object, required: [x-a, constructor], patternProperties: { '^x-': { type: string } }, additionalProperties: { type: boolean } }",
    '{ "x-a": "text", constructor: true }',
  ],
  [
    "{ type: object, required: [x-a], properties: { x-a: { maxLength: 9 } }, patternProperties: { '^x-': { type: string } } }",
    '{ "x-a": "text" }',
  ],
  ["{ oneOf: [{ type: string, pattern: x }, { type: integer }] }", "1"],
  [
    "{ allOf: [{ type: object, properties: { a: { const: 1 } } }, { type: object, properties: { b: { const: 2 } } }] }",
    "{ a: 1, b: 2 }",
  ],
])("%s is, for example, %s", (schema, wanted) => {
  expect(examplesOf(openapi("", `  schemas:\n    A: ${schema}`))).toContain(
    `export const A: components["schemas"]["A"] = ${wanted};`,
  );
});

it("emits an example for each direction, without the properties that it does not have", () => {
  const content = "content: { application/json: { schema: { $ref: '#/components/schemas/A' } } }";
  const text = openapi(
    `  /a:\n    put: { requestBody: { ${content} }, responses: { "200": { description: x, ${content} } } }`,
    "  schemas:\n    A: { type: object, properties: { id: { type: integer, readOnly: true }, key: { type: string, writeOnly: true } }, examples: [{ id: 1, key: a, more: 2 }] }",
  );
  const examples = examplesOf(text);
  expect(examples).toContain(
    'A: components["schemas"]["A"] = { id: 1, more: 2 } as unknown as components',
  );
  expect(examples).toContain(
    'AInput: Types.AInput = { key: "a", more: 2 } as unknown as Types.AInput;',
  );
});

it("leaves out what only an alternative marks", () => {
  const content = "content: { application/json: { schema: { $ref: '#/components/schemas/A' } } }";
  const text = openapi(
    `  /a:\n    get: { responses: { "200": { description: x, ${content} } } }`,
    "  schemas:\n    A: { oneOf: [{ type: object, properties: { id: { type: integer }, key: { type: string, writeOnly: true } } }, { type: string }], examples: [{ id: 1, key: a }] }",
  );
  expect(examplesOf(text)).toContain('A: components["schemas"]["A"] = { id: 1 };');
});

it.each<UnsoundRow>([
  [
    "an example of another type",
    openapi("", "  schemas:\n    A: { type: string, examples: [1] }"),
    "invalid-example",
    "6:34",
    /it must be a string/,
  ],
  [
    "an example that lacks a property",
    openapi("", "  schemas:\n    A: { type: object, required: [a], examples: [{}] }"),
    "invalid-example",
    "6:49",
    /a is missing/,
  ],
  [
    "a default beyond a limit",
    openapi("", "  schemas:\n    A: { type: integer, maximum: 3, default: 4 }"),
    "invalid-example",
    "6:46",
    /must be at most 3/,
  ],
  [
    "an example of an answer",
    openapi(
      '  /a:\n    get: { responses: { "200": { description: x, content: { application/json: { schema: { type: array, items: { type: integer } }, example: [1, b] } } } } }',
    ),
    "invalid-example",
    "5:141",
    /\[1\] must be an integer/,
  ],
])("warns of %s", (_, text, code, place, message) => {
  expect(problemsOf(text, emitExamples)).toEqual([problemAt(code, place, message)]);
});

it.each([
  "{ type: string, pattern: '^[a-z]{3}$' }",
  "{ type: array, minItems: 1, items: { type: string, pattern: '^(?!a)b{3}$' } }",
  "{ type: object, required: [a], additionalProperties: false }",
])("leaves out an example of %s, and warns of it", (schema) => {
  const text = openapi("", `  schemas:\n    A: ${schema}\n    B: { type: string }`);
  const document = readDocument(join(folder({ "openapi.yaml": text }), "openapi.yaml"));
  expect(emitExamples(readApi(document))).toMatch(/^(?![^]* A:)[^]* B: /);
  expect(document.problems.warnings).toEqual([problemAt("no-example", "6:5", /`A`.*Give one/)]);
});
