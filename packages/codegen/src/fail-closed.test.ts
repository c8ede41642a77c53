import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folder, openapi } from "../test/folder.ts";
import { main } from "./cli.ts";
import { tolerableCodes } from "./document/problem-codes.ts";

const ok = 'responses: { "200": { description: Fine } }';
const get = (text: string): string => openapi(`  /a:\n    get: ${text}`);
const schemas = (text: string): string => openapi("", `  schemas:\n${text}`);

/** Generates from the first of the files. @returns what a person sees */
async function generate(
  files: Readonly<Record<string, string>>,
): Promise<{ code: number; err: string; written: string[] }> {
  const base = folder(files);
  let err = "";
  const output = { out: () => {}, err: (text: string) => (err += `${text}\n`) };
  const code = await main(
    ["generate", join(base, Object.keys(files)[0] ?? ""), "--out", join(base, "out")],
    output,
  );
  return {
    code,
    err: err.replaceAll(base, ""),
    written: readdirSync(base).filter((name) => name === "out"),
  };
}

const rows: [name: string, files: Record<string, string>, code: string, place: string][] = [
  ["YAML syntax", { "a.yaml": "openapi: 3.1.0\ninfo: [" }, "syntax", "/a.yaml:2:8"],
  [
    "a key twice in YAML",
    { "a.yaml": "openapi: 3.1.0\ninfo: {}\ninfo: {}" },
    "syntax",
    "/a.yaml:3:1",
  ],
  [
    "a second document in the file",
    { "a.yaml": "openapi: 3.1.0\n---\nopenapi: 3.1.0" },
    "syntax",
    "/a.yaml:2:1",
  ],
  ["an alias without an anchor", { "a.yaml": "openapi: 3.1.0\ninfo: *a" }, "syntax", "/a.yaml:2:7"],
  [
    "an alias in what it stands for",
    { "a.yaml": schemas("    A: &a { items: *a }") },
    "syntax",
    "/a.yaml:6:20",
  ],
  [
    "aliases that multiply",
    {
      "a.yaml": `${schemas("    A: {}")}x-a: &a0 []\n${Array.from({ length: 22 }, (_, n) => `x-${n}: &a${n + 1} [*a${n}, *a${n}]\n`).join("")}`,
    },
    "syntax",
    "/a.yaml:25:19",
  ],
  [
    "a key that JSON has only once",
    { "a.yaml": openapi('  /a:\n    get:\n      responses:\n        200: {}\n        "200": {}') },
    "syntax",
    "/a.yaml:8:9",
  ],
  [
    "a number beyond any",
    { "a.yaml": schemas("    A: { const: 1e400 }") },
    "invalid-value",
    "/a.yaml:6:17",
  ],
  [
    "a number that is none",
    { "a.yaml": schemas("    A: { default: [{ a: .nan }] }") },
    "invalid-value",
    "/a.yaml:6:25",
  ],
  [
    "a bound that is none",
    { "a.yaml": schemas("    A: { maximum: .inf }") },
    "invalid-value",
    "/a.yaml:6:19",
  ],
  [
    "a key twice in JSON",
    { "a.json": '{\n  "openapi": "3.1.0",\n  "info": {},\n  "info": {}\n}' },
    "syntax",
    "/a.json:4:3",
  ],
  [
    "a key twice in a file that is referred to",
    { "a.yaml": openapi("  /a: { $ref: b.json }"), "b.json": '{ "get": {}, "get": {} }' },
    "syntax",
    "/b.json:1:14",
  ],
  [
    "syntax of a file that is referred to",
    { "a.yaml": openapi("  /a: { $ref: b.yaml }"), "b.yaml": "get: [" },
    "syntax",
    "/b.yaml:1:7",
  ],
  [
    "an unresolved local reference",
    { "a.yaml": get("{ responses: { '200': { $ref: '#/components/responses/Fine' } } }") },
    "unresolved-ref",
    "/a.yaml:5:40",
  ],
  [
    "a reference to no file",
    { "a.yaml": openapi("  /a: { $ref: b.yaml }") },
    "unresolved-ref",
    "/a.yaml:4:15",
  ],
  [
    "a reference into a file that has no such thing",
    { "a.yaml": openapi("  /a: { $ref: 'b.yaml#/b' }"), "b.yaml": "a: {}" },
    "unresolved-ref",
    "/a.yaml:4:15",
  ],
  [
    "a schema that is a part of itself",
    { "a.yaml": schemas("    A: { allOf: [{ $ref: '#/components/schemas/A' }] }") },
    "circular-ref",
    "/a.yaml:6:26",
  ],
  [
    "an operationId twice",
    {
      "a.yaml": openapi(
        `  /a:\n    get: { operationId: same, ${ok} }\n    put: { operationId: same, ${ok} }`,
      ),
    },
    "duplicate-operation-id",
    "/a.yaml:6:25",
  ],
  [
    "an undeclared path parameter",
    { "a.yaml": openapi(`  /a/{id}:\n    get: { ${ok} }`) },
    "undeclared-path-parameter",
    "/a.yaml:5:5",
  ],
  [
    "an unused path parameter",
    {
      "a.yaml": get(`{ parameters: [{ name: id, in: path, required: true, schema: {} }], ${ok} }`),
    },
    "unused-path-parameter",
    "/a.yaml:5:33",
  ],
  [
    "a misspelt type",
    { "a.yaml": schemas("    A: { type: strnig }") },
    "unknown-type",
    "/a.yaml:6:16",
  ],
  [
    "an unknown keyword",
    { "a.yaml": schemas("    A: { minLenght: 1 }") },
    "unknown-field",
    "/a.yaml:6:10",
  ],
  [
    "two schemas of one name",
    { "a.yaml": schemas("    foo-bar: { type: string }\n    FooBar: { type: string }") },
    "duplicate-schema-name",
    "",
  ],
  [
    "a response without a description",
    { "a.yaml": get('{ responses: { "200": {} } }') },
    "missing-field",
    "/a.yaml:5:25",
  ],
  [
    "an enum of another type",
    { "a.yaml": schemas("    A: { type: string, enum: [a, 1] }") },
    "invalid-enum",
    "/a.yaml:6:34",
  ],
  [
    "a pattern that is none",
    { "a.yaml": schemas("    A: { type: string, pattern: '(' }") },
    "invalid-pattern",
    "/a.yaml:6:33",
  ],
  [
    "a path without its slash",
    { "a.yaml": openapi(`  a:\n    get: { ${ok} }`) },
    "invalid-path",
    "/a.yaml:4:3",
  ],
  [
    "an undeclared security scheme",
    { "a.yaml": get(`{ security: [{ key: [] }], ${ok} }`) },
    "undeclared-security-scheme",
    "/a.yaml:5:25",
  ],
  ["no OpenAPI", { "a.yaml": "swagger: '2.0'\n" }, "not-openapi", "/a.yaml:1:10"],
  [
    "OpenAPI of another version",
    { "a.yaml": "openapi: 4.0.0\n" },
    "unsupported-version",
    "/a.yaml:1:10",
  ],
  [
    "a reference to another machine",
    { "a.yaml": schemas("    A: { $ref: 'https://example.com/a.yaml' }") },
    "remote-ref",
    "/a.yaml:6:16",
  ],
  [
    "a reference where none may be",
    { "a.yaml": get("{ $ref: 'b.yaml' }"), "b.yaml": `{ ${ok} }` },
    "misplaced-ref",
    "/a.yaml:5:18",
  ],
  [
    "a word of another version",
    { "a.yaml": schemas("    A: { type: string, nullable: true }") },
    "wrong-version",
    "/a.yaml:6:24",
  ],
  [
    "a value of another kind",
    { "a.yaml": schemas("    A: { minLength: many }") },
    "invalid-value",
    "/a.yaml:6:21",
  ],
  [
    "two methods of one name",
    {
      "a.yaml": openapi(
        `  /a:\n    get: { x-client-method: a.b, ${ok} }\n    put: { x-client-method: a.b, ${ok} }`,
      ),
    },
    "duplicate-method-name",
    "/a.yaml:6:",
  ],
  [
    "a parameter twice",
    {
      "a.yaml": get(
        `{ parameters: [{ name: q, in: query, schema: {} }, { name: q, in: query, schema: {} }], ${ok} }`,
      ),
    },
    "duplicate-parameter",
    "/a.yaml:5:61",
  ],
  [
    "a path twice",
    {
      "a.yaml": openapi(
        ["a", "b"]
          .map(
            (name) =>
              `  /x/{${name}}:\n    get: { parameters: [{ name: ${name}, in: path, required: true, schema: {} }], ${ok} }`,
          )
          .join("\n"),
      ),
    },
    "duplicate-path",
    "/a.yaml:6:3",
  ],
  ["no response", { "a.yaml": get("{ responses: {} }") }, "missing-response", "/a.yaml:5:23"],
  [
    "a status that is none",
    { "a.yaml": get("{ responses: { 600: { description: x } } }") },
    "invalid-status",
    "/a.yaml:5:25",
  ],
  [
    "a keyword that cannot be checked",
    { "a.yaml": schemas("    A: { unevaluatedItems: false }") },
    "unsupported-keyword",
    "/a.yaml:6:10",
  ],
  [
    "an example that its schema does not allow",
    { "a.yaml": schemas("    A: { type: string, examples: [1] }") },
    "invalid-example",
    "/a.yaml:6:34",
  ],
];

/** After these nothing can be made of the document, and nothing else is asked. */
const fatal = [
  "syntax",
  "not-openapi",
  "unsupported-version",
  "unresolved-ref",
  "remote-ref",
  "circular-ref",
];

describe("sandboxes-codegen generate writes nothing", () => {
  it.each(rows)("for %s, and says where it is", async (_, files, code, place) => {
    const { code: exit, err, written } = await generate(files);
    expect([exit, written]).toEqual([1, []]);
    const [head = ""] = err.split("\n");
    expect(head).toMatch(new RegExp(`^\\S+:\\d+:\\d+ - .+ \\[${code}\\]$`));
    expect(head).toContain(place);
    expect(err).toMatch(/\n> +\d+ \| .*\n +\| *\^\n/);
    expect(err).toMatch(/\n1 problem\. Nothing was written\.\n$/);
    expect(err).not.toMatch(/\n {4}at /);
  });

  it("for every problem that there is", () => {
    expect(new Set(rows.map(([, , code]) => code))).toEqual(new Set([...fatal, ...tolerableCodes]));
  });

  it("for a file that is not there", async () => {
    const { code, err } = await generate({});
    expect(code).toBe(1);
    expect(err).toMatch(/\[file-not-found\]/);
  });

  it("and tells everything at once: of every stage, file and artefact, in the order of the lines", async () => {
    const files = {
      "a.yaml": openapi(
        [
          "  /a/{id}:",
          "    get: { sumary: x, responses: { 2xx: {} } }",
          "  /b: { $ref: b.yaml }",
          "  c: []",
          "  /d:",
          "    get: { operationId: same, security: [{ key: [] }], responses: { '200': { $ref: '#/components/responses/None' } } }",
          "    put: { operationId: same, responses: { '200': { description: x, content: { application/json: { schema: { $ref: nowhere.yaml } } } } } }",
        ].join("\n"),
        "  schemas:\n    A: { type: strnig, enum: [], pattern: '(' }\n    B: { allOf: [{ $ref: '#/components/schemas/B' }] }",
      ),
      "b.yaml": "get:\n  respones: {}\n  deprecated: yes\n",
    };
    const { err } = await generate(files);
    const heads = err
      .match(/^\S+:\d+:\d+ - .*$/gm)
      ?.map((line) => line.replace(/^(\S+):\d+ - .* \[(.*)\]$/, "$1 $2"));
    expect(heads).toEqual([
      "/a.yaml:5 undeclared-path-parameter",
      "/a.yaml:5 unknown-field",
      "/a.yaml:5 missing-field",
      "/a.yaml:5 invalid-status",
      "/a.yaml:7 invalid-path",
      "/a.yaml:7 invalid-value",
      "/a.yaml:9 undeclared-security-scheme",
      "/a.yaml:9 unresolved-ref",
      "/a.yaml:10 duplicate-operation-id",
      "/a.yaml:10 unresolved-ref",
      "/a.yaml:13 unknown-type",
      "/a.yaml:13 invalid-enum",
      "/a.yaml:13 invalid-pattern",
      "/a.yaml:14 circular-ref",
      "/b.yaml:2 unknown-field",
      "/b.yaml:3 invalid-value",
    ]);
    expect(err).toMatch(/\n16 problems\. Nothing was written\.\n$/);
  });
});
