import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { readApi } from "../src/api/read-api.ts";
import { readDocument } from "../src/document/read-document.ts";
import { emitTypes } from "../src/emit/types/emit-types.ts";
import { validatorsOf } from "./project/compile.ts";
import { diagnose } from "./diagnose.ts";
import { folder } from "./project/folder.ts";

// The first test loads the compiler and its libraries.
vi.setConfig({ testTimeout: 120_000 });

const text = { type: "string" };
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: object, required: string[] = []): object => ({
  type: "object",
  properties,
  required,
});

/** `A` is the schema in question: a request and a response use it. */
function documentOf(schemas: object, version: string): object {
  const content = { content: { "application/json": { schema: ref("A") } } };
  const responses = { 200: { description: "x", ...content } };
  return {
    openapi: version,
    info: { title: "T", version: "1" },
    paths: {
      "/a": {
        put: { operationId: "putA", requestBody: { required: true, ...content }, responses },
      },
    },
    components: { schemas },
  };
}

const id = { type: "integer", readOnly: true };
const secret = { type: "string", writeOnly: true };

interface Case {
  schemas: object;
  version?: string;
  /** Values that the request may be, and values that it may not be. */
  request: [valid: string[], invalid: string[]];
  response: [valid: string[], invalid: string[]];
}

it.each<[what: string, given: Case]>([
  [
    "a read-only and a write-only property",
    {
      schemas: { A: object({ id, secret, name: text }, ["id", "secret", "name"]) },
      request: [['{ secret: "s", name: "n" }'], ['{ name: "n" }', '{ secret: "s", name: 1 }']],
      response: [['{ id: 1, name: "n" }'], ['{ name: "n" }']],
    },
  ],
  [
    "an inherited read-only property that the heir requires",
    {
      schemas: { P: object({ id, name: text }), A: { allOf: [ref("P"), { required: ["id"] }] } },
      request: [["{}", '{ name: "n" }'], []],
      response: [["{ id: 1 }"], ['{ name: "n" }']],
    },
  ],
  [
    "a property that refers to a read-only schema",
    {
      schemas: { Id: id, A: object({ id: ref("Id"), name: text }, ["id", "name"]) },
      request: [['{ name: "n" }'], ["{}"]],
      response: [['{ id: 1, name: "n" }'], ['{ name: "n" }']],
    },
  ],
  [
    "a part that requires a property which another part marks as read-only",
    {
      schemas: {
        P: object({ id: { type: "integer" }, name: text }, ["id", "name"]),
        A: { allOf: [ref("P"), { type: "object", properties: { id: { readOnly: true } } }] },
      },
      request: [['{ name: "n" }'], ["{}"]],
      response: [['{ id: 1, name: "n" }'], ['{ name: "n" }']],
    },
  ],
  [
    "required beside a reference",
    {
      schemas: { P: object({ name: text }), A: { ...ref("P"), required: ["name"] } },
      request: [['{ name: "n" }'], ["{}"]],
      response: [['{ name: "n" }'], ["{}"]],
    },
  ],
  [
    "required in branches",
    {
      schemas: {
        A: { ...object({ a: text, b: text }), anyOf: [{ required: ["a"] }, { required: ["b"] }] },
      },
      request: [['{ a: "x" }', '{ b: "x" }'], ["{}"]],
      response: [['{ a: "x" }', '{ b: "x" }'], ["{}"]],
    },
  ],
  [
    "required beside branches that declare the property",
    {
      schemas: {
        A: { oneOf: [object({ a: text }), object({ a: { type: "integer" } })], required: ["a"] },
      },
      request: [['{ a: "x" }', "{ a: 1 }"], ["{ a: true }"]],
      response: [['{ a: "x" }', "{ a: 1 }"], ["{ a: true }"]],
    },
  ],
  [
    "a nullable base with required",
    {
      version: "3.0.3",
      schemas: {
        P: { ...object({ name: text }), nullable: true },
        A: { allOf: [ref("P"), { type: "object", required: ["name"] }] },
      },
      request: [['{ name: "n" }'], ["{}", "null"]],
      response: [['{ name: "n" }'], ["{}", "null"]],
    },
  ],
  [
    "an enum, open in a response only",
    {
      schemas: { A: object({ mood: { enum: ["good", "bad"] } }, ["mood"]) },
      request: [['{ mood: "good" }'], ['{ mood: "new" }']],
      response: [['{ mood: "good" }', '{ mood: "new" }'], ["{ mood: 1 }"]],
    },
  ],
  [
    "a nullable type whose enum has no null",
    {
      schemas: { A: { type: ["string", "null"], enum: ["a", "b"] } },
      request: [['"a"'], ["null", '"c"']],
      response: [['"a"', "null", '"c"'], ["1"]],
    },
  ],
  [
    "additionalProperties without a type",
    {
      schemas: { A: { additionalProperties: text } },
      request: [
        ['{ a: "x" }', "{}"],
        ["{ a: 1 }", '"x"', "null"],
      ],
      response: [
        ['{ a: "x" }', "{}"],
        ["{ a: 1 }", '"x"', "null"],
      ],
    },
  ],
  [
    "boolean schemas",
    {
      schemas: { A: object({ any: true, none: false }, ["any"]) },
      request: [["{ any: 1 }"], ["{ any: 1, none: 1 }", "{}"]],
      response: [["{ any: 1 }"], ["{ any: 1, none: 1 }", "{}"]],
    },
  ],
  [
    "a named boolean schema",
    {
      schemas: { Never: false, A: object({ none: ref("Never") }) },
      request: [["{}"], ["{ none: 1 }"]],
      response: [["{}"], ["{ none: 1 }"]],
    },
  ],
])("agrees with its validator on %s", async (_, { schemas, version = "3.1.0", ...ways }) => {
  const document = documentOf(schemas, version);
  const path = join(folder({ "openapi.json": JSON.stringify(document) }), "openapi.json");
  const types = emitTypes(readApi(readDocument(path)));
  const all = await validatorsOf(document);
  const lines = ['import type { operations } from "./types.gen.ts";'];
  for (const way of ["request", "response"] as const) {
    const holder = way === "request" ? '["requestBody"]' : '["responses"][200]';
    const [valid, invalid] = ways[way];
    const validator = all[way === "request" ? "putABody" : "putA200"];
    for (const [isValid, values] of [
      [true, valid],
      [false, invalid],
    ] as const) {
      for (const value of values) {
        const parsed = JSON.parse(value.replaceAll(/(\w+):/g, '"$1":')) as unknown;
        expect([value, validator?.is(parsed)]).toEqual([value, isValid]);
        if (!isValid) lines.push("// @ts-expect-error the validator does not accept it");
        lines.push(
          `export const v${lines.length}: operations["putA"]${holder}["content"]["application/json"] = ${value};`,
        );
      }
    }
  }
  const files = { "/types.gen.ts": types, "/use.ts": lines.join("\n") };
  expect(diagnose(files)).toEqual([]);
  expect(diagnose(files, { exactOptionalPropertyTypes: false })).toEqual([]);
});

it("gives the types of openapi-fetch no property of the other direction", () => {
  const document = documentOf({ A: object({ id, secret, name: text }, ["id"]) }, "3.1.0");
  const path = join(folder({ "openapi.json": JSON.stringify(document) }), "openapi.json");
  const types = emitTypes(readApi(readDocument(path)));
  const use = `import type { A, AInput, components, paths } from "./types.gen.ts";
type Equal<X, Y> = [X, Y] extends [Y, X] ? true : false;
export const request: Equal<keyof paths["/a"]["put"]["requestBody"]["content"]["application/json"], "secret" | "name"> = true;
export const response: Equal<keyof paths["/a"]["put"]["responses"][200]["content"]["application/json"], "id" | "name"> = true;
export const named: Equal<components["schemas"]["A"], A> = true;
export const input: Equal<keyof AInput, "secret" | "name"> = true;
`;
  expect(diagnose({ "/types.gen.ts": types, "/use.ts": use })).toEqual([]);
});

it("names the form of requests apart from every schema", () => {
  const document = documentOf(
    { A: object({ id }), AInput: object({ a: text }), "a-input2": object({ b: text }) },
    "3.1.0",
  );
  const path = join(folder({ "openapi.json": JSON.stringify(document) }), "openapi.json");
  const types = emitTypes(readApi(readDocument(path)));
  expect(types.match(/^export (?:interface|type) A\w*/gm)).toEqual([
    "export interface A",
    "export type AInput3",
    "export interface AInput",
    "export interface AInput2",
  ]);
});
