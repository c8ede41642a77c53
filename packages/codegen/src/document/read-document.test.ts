import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folder, openapi } from "../../test/project/folder.ts";
import { readApi } from "../api/read-api.ts";
import { DocumentError, type Problem } from "./problems/problem.ts";
import { type JsonObject, readDocument } from "./read-document.ts";
import { valueAt } from "./pointer.ts";

/** @returns the errors and warnings of the first of the files */
function problemsOf(files: Readonly<Record<string, string>>): readonly Problem[] {
  const path = join(folder(files), Object.keys(files)[0] ?? "");
  try {
    const document = readDocument(path);
    readApi(document);
    return [...document.problems.errors, ...document.problems.warnings];
  } catch (error) {
    if (DocumentError.isInstance(error)) return error.problems;
    throw error;
  }
}

const ok = 'responses: { "200": { description: Fine } }';

describe("an unsound document", () => {
  it.each<[name: string, text: string, code: string, place: string, message: RegExp]>([
    ["YAML syntax", "openapi: 3.1.0\ninfo: [", "syntax", "2:8", /./],
    ["a tab as indentation", "openapi: 3.1.0\ninfo:\n\ttitle: x", "syntax", "3:1", /tab/i],
    ["a key given twice", "openapi: 3.1.0\ninfo: {}\ninfo: {}", "syntax", "3:1", /unique/],
    ["an empty file", "", "not-openapi", "1:1", /no field `openapi`/],
    ["Swagger 1", 'swagger: "1.2"', "unsupported-version", "1:10", /Swagger 1.2 is not supported/],
    [
      "a version as a number",
      "openapi: 3.5",
      "unsupported-version",
      "1:10",
      /3\.5 is not supported/,
    ],
    [
      "an unresolved reference",
      openapi(
        "  /a:\n    get:\n      responses:\n        \"200\": { $ref: '#/components/responses/Fine' }",
        "  responses:\n    Fin: { description: x }",
      ),
      "unresolved-ref",
      "7:24",
      /Did you mean `Fin`/,
    ],
    [
      "a reference to no file",
      openapi("  /a: { $ref: ./a.yaml }"),
      "unresolved-ref",
      "4:15",
      /file that does not exist/,
    ],
    [
      "a reference to another machine",
      openapi("  /a: { $ref: 'https://example.com/a.yaml' }"),
      "remote-ref",
      "4:15",
      /another machine/,
    ],
    [
      "references in a circle",
      openapi(
        "",
        "  schemas:\n    A: { $ref: '#/components/schemas/B' }\n    B: { $ref: '#/components/schemas/A' }",
      ),
      "circular-ref",
      "6:16",
      /only lead to each other/,
    ],
    [
      "the same operationId twice",
      openapi(
        `  /a:\n    get: { operationId: same, ${ok} }\n    put: { operationId: same, ${ok} }`,
      ),
      "duplicate-operation-id",
      "6:25",
      /`same` is already taken by GET \/a/,
    ],
    [
      "two operations as one method",
      openapi(
        `  /a:\n    get: { operationId: a/get, ${ok} }\n  /b:\n    get: { operationId: a.get, ${ok} }`,
      ),
      "duplicate-method-name",
      "7:25",
      /x-client-method/,
    ],
    [
      "a path parameter that is not declared",
      openapi(`  /a/{id}:\n    get: { ${ok} }`),
      "undeclared-path-parameter",
      "5:5",
      /`\{id\}`/,
    ],
    [
      "a path parameter that is not in the path",
      openapi(
        `  /a:\n    get: { parameters: [{ name: id, in: path, required: true, schema: {} }], ${ok} }`,
      ),
      "unused-path-parameter",
      "5:33",
      /`id` is not in the path/,
    ],
    [
      "a parameter declared twice",
      openapi(
        `  /a:\n    get: { parameters: [{ name: q, in: query, schema: {} }, { name: q, in: query, schema: {} }], ${ok} }`,
      ),
      "duplicate-parameter",
      "5:61",
      /declared twice/,
    ],
    [
      "a parameter in no place",
      openapi(`  /a:\n    get: { parameters: [{ name: q, in: body, schema: {} }], ${ok} }`),
      "invalid-value",
      "5:40",
      /not "body"/,
    ],
    [
      "a field of OpenAPI 3.2",
      openapi(
        '  /a:\n    get: { responses: { "200": { description: x, content: { text/event-stream: { itemSchema: {} } } } } }',
      ),
      "wrong-version",
      "5:82",
      /OpenAPI 3\.2 adds `itemSchema`, and this document is 3\.1/,
    ],
    [
      "an unknown field",
      openapi(`  /a:\n    get: { sumary: x, ${ok} }`),
      "unknown-field",
      "5:12",
      /Did you mean `summary`/,
    ],
    [
      "a response without a description",
      openapi('  /a:\n    get: { responses: { "200": {} } }'),
      "missing-field",
      "5:25",
      /needs the field `description`/,
    ],
    [
      "a list where an object belongs",
      openapi("  /a: []"),
      "invalid-value",
      "4:7",
      /Expected a PathItem object, found an array/,
    ],
    [
      "a word of 3.0 in 3.1",
      openapi("", "  schemas:\n    A: { type: string, nullable: true }"),
      "wrong-version",
      "6:24",
      /Only OpenAPI 3\.0 has `nullable`/,
    ],
    [
      "two schemas of one name",
      openapi("", "  schemas:\n    foo-bar: { type: string }\n    FooBar: { type: string }"),
      "duplicate-schema-name",
      "6:5",
      /both be the type `FooBar`/,
    ],
  ])("%s", (_, text, code, place, message) => {
    const [problem] = problemsOf({ "openapi.yaml": text });
    expect(problem).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(`${problem?.line}:${problem?.column}`).toBe(place);
    expect(problem?.frame).toMatch(/^> +\d+ \|/m);
  });

  it("tells all of its problems at once", () => {
    const text = openapi(`  /a:\n    get: { sumary: x, responses: { "200": {} } }\n  /b: []`);
    expect(problemsOf({ "openapi.yaml": text }).map(({ code }) => code)).toEqual([
      "invalid-value",
      "unknown-field",
      "missing-field",
    ]);
  });

  it("is placed in the file that is wrong", () => {
    const [problem] = problemsOf({
      "openapi.yaml": openapi("  /a: { $ref: paths/a.yaml }"),
      "paths/a.yaml": `get:\n  operationId: getA\n  respones: {}`,
    });
    expect(problem).toMatchObject({
      code: "unknown-field",
      line: 3,
      column: 3,
      file: expect.stringMatching(/a\.yaml$/),
    });
  });

  it("is placed in JSON too", () => {
    const text = JSON.stringify(
      { openapi: "3.1.0", info: { title: "T", version: "1" }, components: {}, pathes: {} },
      null,
      2,
    );
    expect(problemsOf({ "openapi.json": text })[0]).toMatchObject({
      code: "unknown-field",
      line: 8,
      column: 3,
    });
    expect(problemsOf({ "openapi.json": "{" })[0]).toMatchObject({ code: "syntax" });
  });

  it("is not there", () => {
    expect(() => readDocument("missing.yaml")).toThrow(
      "missing.yaml - Cannot open the document: there is no such file.",
    );
  });
});

describe("a document in several files", () => {
  const files = {
    "openapi.yaml": openapi(
      "  /a: { $ref: paths/a.yaml }",
      "  schemas:\n    Own: { $ref: schemas/own.yaml }",
    ),
    "paths/a.yaml":
      'get:\n  operationId: getA\n  responses:\n    "200":\n      description: Fine\n      content:\n        application/json:\n          schema: { $ref: ../schemas/own.yaml }',
    "schemas/own.yaml":
      "type: object\nproperties:\n  other: { $ref: 'other.yaml#/Other' }\n  self: { $ref: '' }",
    "schemas/other.yaml": "Other: { type: array, items: { $ref: '#/Other' } }",
  };

  it("becomes one, and a component keeps the name that the entry gives it", () => {
    const document = readDocument(join(folder(files), "openapi.yaml"));
    expect(valueAt(document.root, ["components", "schemas"])).toEqual({
      Own: {
        type: "object",
        properties: {
          other: { $ref: "#/components/schemas/Other" },
          self: { $ref: "#/components/schemas/Own" },
        },
      },
      Other: { type: "array", items: { $ref: "#/components/schemas/Other" } },
    });
    expect(document.files).toHaveLength(4);
    expect(readApi(document).operations).toMatchObject([{ id: "getA", method: "get", path: "/a" }]);
  });

  it("gives a second object of the same name another one", () => {
    const document = readDocument(
      join(
        folder({
          "openapi.yaml": openapi(
            "",
            "  schemas:\n    A: { type: array, items: { $ref: 'b.yaml#/A' } }",
          ),
          "b.yaml": "A: { type: string }",
        }),
        "openapi.yaml",
      ),
    );
    expect(valueAt(document.root, ["components", "schemas"])).toEqual({
      A: { type: "array", items: { $ref: "#/components/schemas/A_2" } },
      A_2: { type: "string" },
    });
  });
});

it("reads schemas of 3.0 in the dialect of 3.1", () => {
  const schemas = `  schemas:
    A: { type: string, nullable: true, enum: [a], example: a }
    B: { type: number, minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false }`;
  const path = join(folder({ "openapi.yaml": openapi("", schemas, "3.0.3") }), "openapi.yaml");
  expect(valueAt(readDocument(path).root, ["components", "schemas"])).toEqual({
    A: { type: ["string", "null"], enum: ["a", null], examples: ["a"] },
    B: { type: "number", exclusiveMinimum: 1, maximum: 9 },
  });
});

it("follows a chain of references to its end", () => {
  const schemas =
    "  schemas:\n    A: { $ref: '#/components/schemas/B' }\n    B: { $ref: '#/components/schemas/C' }\n    C: { type: string }";
  const path = join(folder({}), "openapi.yaml");
  writeFileSync(path, openapi("", schemas));
  const document = readDocument(path);
  const first = valueAt(document.root, ["components", "schemas", "A"]) as JsonObject;
  expect(document.resolve(first)).toEqual({ type: "string" });
});

it("reads an alias as often as it stands there", () => {
  const uses = Array.from({ length: 500 }, (_, n) => `    S${n}: *text\n`).join("");
  const text = openapi("", `  schemas:\n    A: &text { type: string }\n${uses}`);
  const { root } = readDocument(join(folder({ "openapi.yaml": text }), "openapi.yaml"));
  expect(valueAt(root, ["components", "schemas", "S499"])).toEqual({ type: "string" });
});

it("reads a discriminator that is a text as the name of its property", () => {
  const schema =
    "{ oneOf: [{ type: object, required: [k], properties: { k: { const: a } } }], discriminator: k }";
  const path = join(folder({ "a.yaml": openapi("", `  schemas:\n    A: ${schema}`) }), "a.yaml");
  const document = readDocument(path);
  expect(document.problems.errors).toEqual([]);
  expect(document.problems.warnings).toMatchObject([
    { code: "invalid-value", message: expect.stringContaining('{"propertyName":"k"}') as unknown },
  ]);
  expect(valueAt(document.root, ["components", "schemas", "A", "discriminator"])).toEqual({
    propertyName: "k",
  });
});

it.each<[encoding: string, encode: (text: string) => Buffer]>([
  ["UTF-8 with a byte order mark", (text) => Buffer.from(`\uFEFF${text}`)],
  ["UTF-16", (text) => Buffer.from(`\uFEFF${text}`, "utf16le")],
  ["big-endian UTF-16", (text) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
  ["UTF-16 without a byte order mark", (text) => Buffer.from(text, "utf16le")],
  ["big-endian UTF-16 without one", (text) => Buffer.from(text, "utf16le").swap16()],
])("reads %s", (_, encode) => {
  const home = folder({});
  for (const [name, text] of [
    ["a.yaml", openapi("", "  schemas:\n    A: { title: é💩 }")],
    ["a.json", '{"openapi":"3.1.0","info":{"title":"é💩","version":"1"},"paths":{}}'],
  ] as const) {
    writeFileSync(join(home, name), encode(text));
    const { problems, root } = readDocument(join(home, name));
    expect(problems.errors).toEqual([]);
    expect(JSON.stringify(root)).toContain("é💩");
  }
});
