import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { readApi } from "../src/api/read-api.ts";
import { readDocument } from "../src/document/read-document.ts";
import { emitExamples } from "../src/emit/emit-examples.ts";
import { emitIndex } from "../src/emit/emit-index.ts";
import { emitOperations } from "../src/emit/emit-operations.ts";
import { emitSchemas } from "../src/emit/emit-schemas.ts";
import { emitProducerValidators, emitValidators } from "../src/emit/validators/emit-validators.ts";
import { emitTypes } from "../src/emit/types/emit-types.ts";
import { diagnose } from "./diagnose.ts";
import { folder } from "./project/folder.ts";

// The first test loads the compiler and its libraries.
vi.setConfig({ testTimeout: 120_000 });

/** @returns everything that a document generates, by path in a folder */
function filesOf(place: string, document: object): Record<string, string> {
  const base = folder({
    "openapi.json": JSON.stringify({ info: { title: "T", version: "1" }, ...document }),
  });
  const api = readApi(readDocument(join(base, "openapi.json")));
  return {
    [`/${place}/types.gen.ts`]: emitTypes(api),
    [`/${place}/index.gen.ts`]: emitIndex(api),
    [`/${place}/operations.gen.ts`]: emitOperations(api),
    [`/${place}/schemas.gen.ts`]: emitSchemas(api),
    [`/${place}/validators.gen.ts`]: emitValidators(api),
    [`/${place}/producer-validators.gen.ts`]: emitProducerValidators(api),
    [`/${place}/examples.gen.ts`]: emitExamples(api),
  };
}

const names = (count: number): string[] => Array.from({ length: count }, (_, n) => `name${n}`);
const properties = Object.fromEntries(names(12).map((name) => [name, { type: "string" }]));
const large = { type: "object", properties };

/** @returns a schema inside of a number of others */
const nested = (levels: number, wrap: (inner: object) => object): object =>
  Array.from({ length: levels }).reduce<object>((inner) => wrap(inner), { type: "string" });
/** @returns alternatives that each require one name */
const oneOfNames = (count: number, prefix: string): object => ({
  oneOf: names(count).map((name) => ({ required: [`${prefix}${name}`] })),
});

const schemas: Readonly<Record<string, object>> = {
  "has 200 levels of `allOf`": nested(200, (inner) => ({ allOf: [inner, {}] })),
  "has 200 levels of arrays": nested(200, (items) => ({ type: "array", items })),
  "has 15 groups of alternatives": {
    type: "object",
    allOf: names(15).map((name) => oneOfNames(4, name)),
  },
  "allows any value beside many properties": { ...large, additionalProperties: {} },
  "allows any value after a pattern": { type: "object", patternProperties: { "^x-": true } },
  "has keywords of another type": { type: "string", items: large, pattern: "^a", minimum: 1 },
  "has a pattern for a number": { type: "integer", pattern: "^[a-z]+$" },
  "has properties for an array": { type: "array", properties: { part: large }, items: {} },
  "has keywords for `null`": { type: "null", properties, additionalProperties: large },
  "counts nothing": { type: "array", contains: large, minContains: 0 },
  "counts every item": { type: "array", contains: true, maxContains: 2 },
  "has names like those of checks": { properties: { check: {}, known1: large, pattern1: {} } },
  "has a text like the name of a check": { enum: ["check", "checkA", "uuid", "size"] },
  "has an example with more properties, in a map": {
    type: "object",
    additionalProperties: {
      type: "object",
      properties: { status: { type: "string" } },
      additionalProperties: true,
    },
    example: { database: { status: "down", message: "No connection" } },
  },
  "has an example with more properties, in an array": {
    type: "object",
    required: ["items"],
    properties: { items: { type: "array", items: { properties: { of: { enum: ["a", "b"] } } } } },
    example: { items: [{ of: "a", more: 1 }] },
  },
  "has an example with more properties, in a map of a pattern": {
    type: "object",
    patternProperties: { "^x-": { type: "object", properties: { a: { type: "string" } } } },
    example: { "x-b": { a: "a", more: 1 } },
  },
};

const paths = ["/50%", "/a%20b/{x%y}", "/a#b", "/*/", "/`$x`", '/a"b\\c', "/日本"];

// One program for all, because the compiler needs seconds for its own libraries.
it("compiles under the strictest options, whatever the schema and the path", () => {
  const files = Object.entries(schemas).map(([kind, A]) => {
    const content = {
      content: { "application/json": { schema: { $ref: "#/components/schemas/A" } } },
    };
    const responses = { 200: { description: "x", ...content } };
    const put = { operationId: "putA", requestBody: content, responses };
    const components = { schemas: { A } };
    return filesOf(kind, { openapi: "3.1.0", paths: { "/a": { put } }, components });
  });
  const items = paths.map((path) => {
    const [, name] = /\{(.*)\}/.exec(path) ?? [];
    const parameter = { name, in: "path", required: true, schema: { type: "string" } };
    const get = { operationId: path, responses: { 204: { description: "x" } } };
    return [path, { get: name ? { ...get, parameters: [parameter] } : get }];
  });
  const document = { openapi: "3.1.0", paths: Object.fromEntries(items) as object };
  expect(diagnose(Object.assign({}, ...files, filesOf("paths", document)))).toEqual([]);
});

it("emits no check that nothing calls", () => {
  const A = { type: "string", items: large, patternProperties: { "^x-": true } };
  const base = folder({
    "openapi.json": JSON.stringify({
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      components: { schemas: { A } },
    }),
  });
  const text = emitValidators(readApi(readDocument(join(base, "openapi.json"))));
  expect(text.match(/(?:function|const) (?:check|known|pattern)\w*/g)).toEqual(["function checkA"]);
});
