import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folder } from "../../test/project/folder.ts";
import { readApi } from "../api/read-api.ts";
import { readDocument } from "../document/read-document.ts";
import { emitDocument } from "./emit-document.ts";

const info = { title: "T", version: "1" };

/** @returns the module that a document in a file, and those beside it, become */
async function documentOf(root: object, beside: Record<string, object> = {}): Promise<unknown> {
  const files = Object.entries({ "openapi.json": root, ...beside });
  const base = folder(
    Object.fromEntries(files.map(([name, file]) => [name, JSON.stringify(file)])),
  );
  const code = stripTypeScriptTypes(
    emitDocument(readApi(readDocument(join(base, "openapi.json")))),
  );
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    document: unknown;
  };
  return module.document;
}

const ok = { responses: { "200": { description: "x" } } };

it.each<[name: string, given: object, beside: Record<string, object>, wanted: object]>([
  [
    "a document as it is, extensions and all",
    { openapi: "3.1.0", info, paths: { "/a b": { get: { ...ok, "x-own": [1, { a: null }] } } } },
    {},
    {
      openapi: "3.1.0",
      info,
      paths: { "/a b": { get: { ...ok, "x-own": [1, { a: null }] } } },
    },
  ],
  [
    "files in one piece",
    {
      openapi: "3.1.0",
      info,
      components: { schemas: { A: { $ref: "a.json" }, B: { type: "null" } } },
    },
    { "a.json": { type: "string", description: 'a "quoted"\nline \u2028`${x}`' } },
    {
      openapi: "3.1.0",
      info,
      components: {
        schemas: {
          A: { type: "string", description: 'a "quoted"\nline \u2028`${x}`' },
          B: { type: "null" },
        },
      },
    },
  ],
  [
    "the schemas of 3.0 in the dialect of 3.1",
    {
      openapi: "3.0.3",
      info,
      paths: {},
      components: { schemas: { A: { type: "string", nullable: true, example: "x" } } },
    },
    {},
    { components: { schemas: { A: { type: ["string", "null"], examples: ["x"] } } } },
  ],
])("emits %s", async (_, given, beside, wanted) => {
  expect(await documentOf(given, beside)).toMatchObject(wanted);
});

it("keeps a property called __proto__ in a value", async () => {
  const value = JSON.parse('{ "__proto__": 1, "b": { "__proto__": { "c": 2 } } }') as object;
  const given = { openapi: "3.1.0", info, paths: {}, "x-value": value };
  const document = (await documentOf(given)) as { "x-value": object };
  expect(JSON.stringify(document["x-value"])).toBe(JSON.stringify(value));
});

it("keeps every text of a large document", async () => {
  const text = '\\ \\\\ " \n \r \u2028 $ $$ ${1} `a` \\u0061 \\${2} \\`';
  const value = {
    ...(JSON.parse('{ "__proto__": 1 }') as object),
    [text]: text,
    long: "x".repeat(1_000_000),
  };
  const given = { openapi: "3.1.0", info, paths: {}, "x-value": value };
  const document = (await documentOf(given)) as { "x-value": object };
  expect(JSON.stringify(document["x-value"])).toBe(JSON.stringify(value));
});
