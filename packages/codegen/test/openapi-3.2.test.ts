import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { generate } from "../src/generate.ts";
import { diagnose } from "./diagnose.ts";
import { folder } from "./project/folder.ts";

// The first test loads the compiler and its libraries.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const document = `openapi: 3.2.0
$self: https://example.com/api/openapi.yaml
info: { title: Files, version: "1" }
servers: [{ url: https://example.com, name: production }]
tags:
  - { name: files, summary: Files, kind: nav }
  - { name: copies, parent: files }
  - { name: lost, parent: nowhere }
  - { name: egg, parent: hen }
  - { name: hen, parent: egg }
paths:
  /files/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    query:
      operationId: queryFile
      tags: [copies]
      parameters:
        - name: filter
          in: querystring
          required: true
          content:
            application/x-www-form-urlencoded:
              schema:
                type: object
                required: [q]
                properties:
                  q: { type: string }
                  tags: { type: array, items: { type: string } }
                  where: { type: object, properties: { a: { type: string } } }
              encoding: { tags: { explode: false } }
      requestBody: { content: { application/json: { schema: { type: object, properties: { sql: { type: string } } } } } }
      responses:
        "200":
          content: { application/jsonl: { itemSchema: { $ref: "https://example.com/api/openapi.yaml#/components/schemas/Row" } } }
    additionalOperations:
      COPY: { operationId: copyFile, responses: { "201": { description: x } } }
      LOCK: { operationId: lockFile, responses: { "201": { description: x } } }
      CONNECT: { operationId: connectFile, responses: { "201": { description: x } } }
      post: { operationId: postFile, responses: { "201": { description: x } } }
      "A B": { operationId: neverSent, responses: { "201": { description: x } } }
  /events:
    get:
      operationId: watchFiles
      parameters: [{ name: q, in: querystring, content: { application/json: { schema: { type: object } } } }]
      responses:
        "200": { content: { text/event-stream: { itemSchema: { $ref: "#/components/schemas/Event" } } } }
  /rows:
    get:
      operationId: listRows
      responses:
        "200": { content: { application/jsonl: { schema: { type: array, items: { $ref: "#/components/schemas/Row" } } } } }
  /search:
    get:
      operationId: searchFiles
      parameters: [{ name: q, in: querystring, required: true, content: { text/plain: { schema: { type: string } } } }]
      responses: { "200": { content: { application/json: { itemSchema: { type: string } } } } }
  /labels:
    get:
      operationId: listLabels
      parameters:
        - name: labels
          in: querystring
          content: { application/x-www-form-urlencoded: { schema: { type: object, additionalProperties: { type: string } } } }
      responses: { "204": {} }
webhooks:
  moved:
    query: { operationId: movedFile, responses: { "204": {} } }
components:
  schemas:
    Row: { type: object, required: [n], properties: { n: { type: integer } } }
    Event:
      oneOf:
        - type: object
          required: [event, data]
          properties:
            event: { const: added }
            data: { type: string, contentMediaType: application/json, contentSchema: { $ref: "#/components/schemas/Row" } }
        - type: object
          properties:
            event: { const: gone }
            data: { type: string, contentMediaType: application/json, contentSchema: { type: object, required: [gone], properties: { gone: { type: boolean } } } }
        - { type: object, properties: { data: { const: "[DONE]" } } }
`;

const artifacts = ["types", "index", "operations", "validators", "client"] as const;

let text: Record<(typeof artifacts)[number], string>;
let warnings: string[];

beforeAll(async () => {
  let clean = (): void => {};
  const base = folder({ "openapi.yaml": document }, (remove) => (clean = remove));
  const result = await generate({ specs: [{ spec: "openapi.yaml", out: "src", artifacts }] }, base);
  text = Object.fromEntries(
    artifacts.map((name) => [name, readFileSync(join(base, `src/${name}.gen.ts`), "utf8")]),
  ) as typeof text;
  warnings = result.warnings.map(({ code, message }) => `${code}: ${message}`);
  return () => clean();
});

describe("the operation table", () => {
  it.each<[operation: string, row: RegExp]>([
    ["queryFile", /method: "QUERY",[^]*tags: \["copies"\],[^]*idempotent: true/],
    ["queryFile", /{ name: "q", in: "query", required: true, style: "form", explode: true }/],
    ["queryFile", /{ name: "tags", in: "query", required: false, style: "form", explode: false }/],
    ["queryFile", /name: "where",[^}]*content: "application\/json"/],
    ["copyFile", /method: "COPY",[^]*idempotent: true/],
    ["lockFile", /method: "LOCK",[^]*idempotent: false/],
    ["postFile", /method: "POST"/],
    [
      "listLabels",
      /{ name: "labels", in: "query", required: false, style: "form", explode: true }/,
    ],
  ])("%s", (operation, row) => {
    const start = text.operations.indexOf(`  ${operation}: {`);
    expect(text.operations.slice(start, text.operations.indexOf("\n  },\n", start))).toMatch(row);
  });

  it("has the hierarchy of tags and the names of servers", () => {
    expect(text.operations).toContain('{ name: "files", summary: "Files", kind: "nav" }');
    expect(text.operations).toContain('{ name: "copies", parent: "files" }');
    expect(text.operations).toContain('{ name: "lost" }');
    expect(text.operations).toMatch(/name: "production", url: "https:\/\/example.com"/);
  });
});

/** Each statement holds; each with an error is expected to have one. */
const uses = `import type { operations, paths, webhooks } from "./types.gen.ts";
import { events, requests } from "./validators.gen.ts";

type Success<Id extends keyof operations, Type extends string> = operations[Id]["responses"] extends { 200: { content: { [key in Type]: infer Body } } } ? Body : never;
export const query: paths["/files/{id}"]["query"]["parameters"]["query"] = { q: "a", tags: ["b"], where: { a: "c" } };
// @ts-expect-error the query string is required, and so is this part of it
export const none: paths["/files/{id}"]["query"]["parameters"]["query"] = { tags: [] };
export const copy: paths["/files/{id}"]["COPY"] = null! as operations["copyFile"];
export const moved: webhooks["moved"]["query"]["responses"][204]["content"] = undefined!;
export const line: Success<"queryFile", "application/jsonl"> = { n: 1 };
export const row: Success<"listRows", "application/jsonl"> = { n: 1 };
export const added: Success<"watchFiles", "text/event-stream"> = { n: 1 };
export const gone: Success<"watchFiles", "text/event-stream"> = { gone: true };
// @ts-expect-error the last event is no data
export const done: Success<"watchFiles", "text/event-stream"> = "[DONE]";
export const found: Success<"searchFiles", "application/json"> = ["a"];
export const checked: boolean = events.watchFiles[200].is({}) || events.queryFile[200].is({}) || events.listRows[200].is({});
export const sent: boolean = requests.queryFile.query.is({ q: "a" });
`;

it("gives types and validators to new methods, query strings and items", () => {
  const { types, index, operations, validators } = text;
  expect(
    diagnose({
      "/types.gen.ts": types,
      "/index.gen.ts": index,
      "/operations.gen.ts": operations,
      "/validators.gen.ts": validators,
      "/uses.ts": uses,
    }),
  ).toEqual([]);
});

it.each<[part: string, expression: RegExp]>([
  ["a method with a field", /id: "queryFile",\n    method: "QUERY"/],
  ["a method without a field", /id: "copyFile",\n    method: "COPY"/],
  ["lines", /response: jsonLines\("application\/jsonl"\),\n    result: toStream/],
  ["events", /response: events\(\),\n    result: toStream/],
  ["a query string", /{ name: "q", in: "query", required: true, write: form\w* }/],
])("has a client that sends and reads %s", (_, expression) => {
  expect(text.client).toMatch(expression);
});

it.each<[warning: string]>([
  ["invalid-value: There is no tag `nowhere`. `parent` is left out."],
  ["invalid-value: The tag `egg` is above itself. `parent` is left out."],
  ["invalid-value: The method POST belongs in the field `post`. It is read from there."],
  ["invalid-value: `A B` is not an HTTP method. Its operation is left out."],
  ["cannot-send: The client leaves out CONNECT /files/{id}: `fetch` cannot send CONNECT."],
  [
    "unsupported-parameter: The query string `q` is written as application/json. Only an object in application/x-www-form-urlencoded can be written. The parameter is left out.",
  ],
  [
    "unsupported-parameter: The query string `q` is written as text/plain. Only an object in application/x-www-form-urlencoded can be written. The client leaves the operations out that require it.",
  ],
  [
    "cannot-send: The client leaves out GET /search: The query string `q` is required and is not written as a form.",
  ],
  [
    "unsupported-keyword: application/json is not a sequence of items. It is read as an array of what `itemSchema` describes.",
  ],
  [
    "unsupported-keyword: The names of the events (`event`) are left out: a client gives the data of each event. Repeat the name in the data.",
  ],
])("says what it leaves out or reads in another way: %s", (warning) => {
  expect(warnings).toContain(warning);
});

it("selects the operations below a tag", async () => {
  const base = folder({ "openapi.yaml": document });
  const spec = { spec: "openapi.yaml", out: "src", artifacts: ["types"] as const };
  await generate({ specs: [{ ...spec, include: ["tag:files"] }] }, base);
  const types = readFileSync(join(base, "src/types.gen.ts"), "utf8");
  expect(types).toContain("queryFile");
  expect(types).not.toContain("watchFiles");
});

describe("the schema of an event", () => {
  const types = async (itemSchema: object): Promise<string> => {
    const responses = { 200: { content: { "text/event-stream": { itemSchema } } } };
    const paths = { "/a": { get: { operationId: "watch", responses } } };
    const base = folder({
      "openapi.json": JSON.stringify({
        openapi: "3.2.0",
        info: { title: "T", version: "1" },
        paths,
      }),
    });
    const spec = { spec: "openapi.json", out: "src", artifacts: ["types"] as const };
    await generate({ specs: [spec] }, base);
    const emitted = readFileSync(join(base, "src/types.gen.ts"), "utf8");
    return (
      /"text\/event-stream": ([^;]*(?:;[^;]*)*?);\n {16}};/
        .exec(emitted)?.[1]
        ?.replaceAll(/\s+/g, " ") ?? ""
    );
  };
  const json = { type: "string", contentMediaType: "application/json" };

  it.each<[schema: object, type: string]>([
    [{ type: "object", properties: { data: { type: "string" } } }, "string"],
    [
      { type: "object", properties: { data: { ...json, contentSchema: { type: "integer" } } } },
      "number",
    ],
    [
      { type: "object", properties: { data: { ...json, contentSchema: { type: "string" } } } },
      "string",
    ],
    [{ type: "object", properties: { data: json } }, "unknown"],
    [{ properties: { id: { type: "string" }, data: {} } }, "unknown"],
    [
      { allOf: [{ properties: { id: {} } }, { properties: { data: { type: "string" } } }] },
      "string",
    ],
    [{ type: "object", properties: { text: { type: "string" } } }, "{ text?: string; }"],
    [{ type: "object", properties: { event: { type: "string" } } }, "unknown"],
  ])("%j: %s", async (schema, type) => {
    await expect(types(schema)).resolves.toBe(type);
  });
});
