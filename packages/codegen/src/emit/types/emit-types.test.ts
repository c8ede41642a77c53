import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { folder, openapi } from "../../../test/project/folder.ts";
import { readApi } from "../../api/read-api.ts";
import { readDocument } from "../../document/read-document.ts";
import { emitTypes } from "./emit-types.ts";

function typesOf(text: string): string {
  return emitTypes(readApi(readDocument(join(folder({ "openapi.yaml": text }), "openapi.yaml"))));
}

/** @returns the type of `components.schemas.A`, on one line and without comments */
function typeOf(schema: string, direction: "answered" | "sent" | "unused" = "unused"): string {
  const content = "content: { application/json: { schema: { $ref: '#/components/schemas/A' } } }";
  const paths = {
    answered: `  /a:\n    get: { responses: { "200": { description: x, ${content} } } }`,
    sent: `  /a:\n    put: { requestBody: { ${content} }, responses: { "204": { description: x } } }`,
    unused: "",
  };
  const text = typesOf(openapi(paths[direction], `  schemas:\n    A: ${schema}`));
  const [, type = ""] = /\nexport (?:interface A |type A = )([^]*?);?\n$/.exec(text) ?? [];
  return type.replaceAll(/\s*\/\*\*[^]*?\*\//g, "").replaceAll(/\s+/g, " ");
}

it.each<[schema: string, direction: "answered" | "sent" | "unused", wanted: string]>([
  ["{ type: string, enum: [a, b] }", "answered", '"a" | "b" | (string & {})'],
  ["{ type: string, enum: [a, b] }", "sent", '"a" | "b"'],
  ["{ type: string, enum: [a, b] }", "unused", '"a" | "b"'],
  ["{ enum: [a, b] }", "answered", '"a" | "b" | (string & {})'],
  [
    "{ type: [string, 'null'], enum: [a, null, b] }",
    "answered",
    '"a" | null | "b" | (string & {})',
  ],
  ["{ type: integer, enum: [1, -2] }", "answered", "1 | -2 | (number & {})"],
  ["{ type: string, enum: [only] }", "answered", '"only"'],
  ["{ type: string, const: only }", "answered", '"only"'],
  ["{ const: null }", "unused", "null"],
  [
    "{ type: object, properties: { s: { enum: [a, b] } } }",
    "answered",
    '{ s?: "a" | "b" | (string & {}); }',
  ],
  ["{ type: array, items: { enum: [a, b] } }", "answered", '("a" | "b" | (string & {}))[]'],
  [
    "{ type: object, patternProperties: { '^metadata\\.': { type: string } } }",
    "sent",
    "{ [key: `metadata.${string}`]: string; }",
  ],
  [
    "{ type: object, patternProperties: { '^a-': { type: string }, '^b-': { type: number } } }",
    "unused",
    "{ [key: `a-${string}`]: string; [key: `b-${string}`]: number; }",
  ],
  [
    "{ type: object, properties: { a: { type: number } }, patternProperties: { '^x-': { type: string } } }",
    "unused",
    "{ a?: number; } & { [key: `x-${string}`]: string; }",
  ],
  [
    "{ type: object, patternProperties: { '^[a-z]+$': { type: string } } }",
    "unused",
    "{ [key: string]: unknown; }",
  ],
  [
    "{ type: object, patternProperties: { '^[a-z]+$': { type: string } }, additionalProperties: false }",
    "unused",
    "{ [key: string]: string; }",
  ],
  ["{ type: object }", "unused", "{ [key: string]: unknown }"],
  [
    "{ type: object, additionalProperties: { type: string } }",
    "unused",
    "{ [key: string]: string; }",
  ],
])("%s, %s, is %s", (schema, direction, wanted) => {
  expect(typeOf(schema, direction)).toBe(wanted);
});

it("opens an enum in a webhook's request, and not in its answer", () => {
  const body = (values: string): string =>
    `content: { application/json: { schema: { enum: [${values}] } } }`;
  const text = typesOf(
    openapi("").replace(
      "paths:",
      `webhooks:\n  event:\n    post: { requestBody: { ${body("in, out")} }, responses: { "200": { description: x, ${body("yes, no")} } } }\npaths:`,
    ),
  );
  expect(text).toContain('"application/json": "in" | "out" | (string & {});');
  expect(text).toContain('"application/json": "yes" | "no";');
});

it("names an operation that has no operationId", () => {
  expect(
    typesOf(
      openapi(
        '  /a/{id}:\n    get: { parameters: [{ name: id, in: path, required: true, schema: {} }], responses: { "204": { description: x } } }',
      ),
    ),
  ).toContain('get: operations["getAById"];');
});

it("emits an open enum whose known values an editor completes", () => {
  const text = 'type Status = "active" | "paused" | (string & {});\nconst status: Status = "";';
  const position = text.lastIndexOf('"');
  const files = new Map([["/a.ts", text]]);
  const service = ts.createLanguageService({
    getCompilationSettings: () => ({ noLib: true }),
    getCurrentDirectory: () => "/",
    getDefaultLibFileName: () => "lib.d.ts",
    getScriptFileNames: () => [...files.keys()],
    getScriptSnapshot: (name) => ts.ScriptSnapshot.fromString(files.get(name) ?? ""),
    getScriptVersion: () => "1",
    fileExists: (name) => files.has(name),
    readFile: (name) => files.get(name),
  });
  const names = service
    .getCompletionsAtPosition("/a.ts", position, {})
    ?.entries.map(({ name }) => name);
  expect(names).toEqual(["active", "paused"]);
});
