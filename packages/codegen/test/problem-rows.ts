import { openapi } from "./project/folder.ts";

const ok = 'responses: { "200": { description: Fine } }';
const get = (text: string, components = ""): string =>
  openapi(`  /a:\n    get: ${text}`, components);
const schemas = (text: string): string => openapi("", `  schemas:\n${text}`);

/** Files, the first of which has one problem; its code, and its place. */
export type Row = [name: string, files: Record<string, string>, code: string, place: string];

/** A scheme that the operation does not name. */
export const securityScheme: string =
  "  securitySchemes:\n    bearer: { type: http, scheme: bearer }";

/** Documents that are rejected. */
export const errors: Row[] = [
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
    "an undeclared path parameter",
    { "a.yaml": openapi(`  /a/{id}:\n    get: { ${ok} }`) },
    "undeclared-path-parameter",
    "/a.yaml:5:5",
  ],
  [
    "a misspelt type",
    { "a.yaml": schemas("    A: { type: strnig }") },
    "unknown-type",
    "/a.yaml:6:16",
  ],
  [
    "an undeclared security scheme",
    { "a.yaml": get(`{ security: [{ key: [] }], ${ok} }`, securityScheme) },
    "undeclared-security-scheme",
    "/a.yaml:5:25",
  ],
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
    "a value of another kind",
    { "a.yaml": schemas("    A: { minLength: many }") },
    "invalid-value",
    "/a.yaml:6:21",
  ],
  ["no OpenAPI", { "a.yaml": "title: x\n" }, "not-openapi", "/a.yaml:1:1"],
  [
    "a parameter without a name",
    { "a.yaml": get(`{ parameters: [{ in: query, schema: {} }], ${ok} }`) },
    "missing-field",
    "/a.yaml:5:25",
  ],
  [
    "a brace without a partner",
    { "a.yaml": openapi(`  /a/{id:\n    get: { ${ok} }`) },
    "invalid-path",
    "/a.yaml:4:3",
  ],
];

/** Documents that are accepted with a warning. */
export const warnings: Row[] = [
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
    "an unused path parameter",
    {
      "a.yaml": get(`{ parameters: [{ name: id, in: path, required: true, schema: {} }], ${ok} }`),
    },
    "unused-path-parameter",
    "/a.yaml:5:33",
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
              `  /x/{${name}}:\n    get: { operationId: ${name}, parameters: [{ name: ${name}, in: path, required: true, schema: {} }], ${ok} }`,
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
    "a query string that is not written as a form",
    {
      "a.yaml": get(
        "{ parameters: [{ name: q, in: querystring, content: { text/plain: { schema: {} } } }], responses: { 200: { description: x } } }",
      ).replace("3.1.0", "3.2.0"),
    },
    "unsupported-parameter",
    "/a.yaml:5:36",
  ],
  [
    "an example that its schema does not allow",
    { "a.yaml": schemas("    A: { type: string, examples: [1] }") },
    "invalid-example",
    "/a.yaml:6:34",
  ],
  [
    "a number that is none in a default",
    { "a.yaml": schemas("    A: { default: [{ a: .nan }] }") },
    "invalid-value",
    "/a.yaml:6:25",
  ],
  [
    "a type of another language",
    { "a.yaml": schemas("    A: { type: int }") },
    "unknown-type",
    "/a.yaml:6:16",
  ],
  [
    "a pattern of another language",
    { "a.yaml": schemas("    A: { type: object, properties: { b: { pattern: '\\Aa\\z' } } }") },
    "foreign-pattern",
    "/a.yaml:6:52",
  ],
  [
    "a sibling of a reference in 3.0",
    {
      "a.yaml": openapi(
        "",
        "  schemas:\n    A: { $ref: '#/components/schemas/B', nullable: true }\n    B: { type: string }",
        "3.0.3",
      ),
    },
    "ignored-sibling",
    "/a.yaml:6:42",
  ],
  [
    "a scheme where none is declared",
    { "a.yaml": get(`{ security: [{ key: [] }], ${ok} }`) },
    "undeclared-security-scheme",
    "/a.yaml:5:25",
  ],
  [
    "a version as a number",
    { "a.yaml": "openapi: 3.1.0\ninfo: { title: T, version: 1 }\npaths: {}\n" },
    "invalid-value",
    "/a.yaml:2:28",
  ],
  [
    "`required` in a property",
    { "a.yaml": schemas("    A: { properties: { a: { required: true } } }") },
    "invalid-value",
    "/a.yaml:6:39",
  ],
  [
    "a path with a query",
    { "a.yaml": openapi(`  /a?b=c:\n    get: { ${ok} }`) },
    "invalid-path",
    "/a.yaml:4:3",
  ],
  [
    "a path with a fragment",
    { "a.yaml": openapi(`  /a#b:\n    get: { ${ok} }`) },
    "invalid-path",
    "/a.yaml:4:3",
  ],
  [
    "a status range in lower case",
    { "a.yaml": get("{ responses: { 2xx: { description: x } } }") },
    "invalid-status",
    "/a.yaml:5:25",
  ],
  [
    "a boolean as a string",
    { "a.yaml": get(`{ deprecated: "true", ${ok} }`) },
    "invalid-value",
    "/a.yaml:5:24",
  ],
  [
    "a field without a value",
    { "a.yaml": get(`{ parameters: , ${ok} }`) },
    "invalid-value",
    "/a.yaml:5:12",
  ],
  [
    "a response without a value",
    { "a.yaml": openapi("  /a:\n    get:\n      responses:\n        200:") },
    "invalid-value",
    "/a.yaml:7:13",
  ],
  [
    "one item in place of a list",
    { "a.yaml": schemas("    A: { type: object, required: a }") },
    "invalid-value",
    "/a.yaml:6:34",
  ],
  [
    "an example of another kind",
    {
      "a.yaml": get(
        `{ responses: { "200": { description: x, content: { application/json: { examples: [1] } } } } }`,
      ),
    },
    "invalid-value",
    "/a.yaml:5:91",
  ],
];
