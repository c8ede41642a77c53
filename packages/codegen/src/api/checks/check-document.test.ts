import { join } from "node:path";
import { expect, it } from "vitest";
import { folder, openapi } from "../../../test/project/folder.ts";
import { type UnsoundRow, problemAt, problemsOf } from "../../../test/project/problems-of.ts";
import { readDocument } from "../../document/read-document.ts";
import { readApi } from "../read-api.ts";

const ok = 'responses: { "200": { description: Fine } }';
const get = (text: string): string => openapi(`  /a:\n    get: ${text}`);
const old = (text: string): string => text.replace("3.1.0", "3.0.3");

const scheme = (text: string): string => openapi("", `  securitySchemes:\n    k: ${text}`);

/** A document with an operation that returns 409 while a property of another one has a value. */
const conflicting = (operation: string, field: string): string => {
  const thing = "{ schema: { properties: { status: { type: string } } } }";
  const parameter = (name: string): string =>
    `parameters: [{ name: ${name}, in: path, required: true, schema: {} }]`;
  return openapi(`  /things/{id}/move:
    post: { x-conflict-while: { operation: ${operation}, field: ${field}, values: [moving] }, operationId: moveThing, ${parameter("id")}, ${ok} }
  /things/{id}:
    get: { operationId: getThing, ${parameter("id")}, responses: { "200": { description: It, content: { application/json: ${thing} } } } }
  /others/{other}:
    get: { operationId: getOther, ${parameter("other")}, ${ok} }`);
};

const rows: UnsoundRow[] = [
  [
    "no paths in 3.0",
    old(openapi("").replace("paths: {}\n", "")),
    "missing-field",
    "1:1",
    /`paths: \{\}`/,
  ],
  [
    "nothing but a title in 3.1",
    openapi("").replace(/paths: [^]*/, ""),
    "missing-field",
    "1:1",
    /at least one of `paths`, `components` and `webhooks`/,
  ],
  [
    "a query in a path",
    openapi(`  /a?x=1:\n    get: { ${ok} }`),
    "invalid-path",
    "4:3",
    /`in: query`/,
  ],
  [
    "a fragment in a path",
    openapi(`  "/a#b":\n    get: { ${ok} }`),
    "invalid-path",
    "4:3",
    /A path has no `#`/,
  ],
  [
    "an operationId without a letter",
    get(`{ operationId: "", ${ok} }`),
    "invalid-value",
    "5:25",
    /`operationId` must not be empty/,
  ],
  [
    "a server with a variable that nobody knows",
    get(`{ servers: [{ url: "https://{x}.example" }], ${ok} }`),
    "missing-field",
    "5:29",
    /`\{x\}` has no value/,
  ],
  [
    "a variable without a default",
    get(`{ servers: [{ url: "/{x}", variables: { x: {} } }], ${ok} }`),
    "missing-field",
    "5:50",
    /ServerVariable object needs the field `default`/,
  ],
  [
    "a default that a variable cannot have",
    get(`{ servers: [{ url: "/{x}", variables: { x: { default: a, enum: [b] } } }], ${ok} }`),
    "invalid-value",
    "5:64",
    /"a" is not one of/,
  ],
  [
    "a type of scheme that is none",
    scheme("{ type: apikey, name: X, in: header }"),
    "invalid-value",
    "6:16",
    /`type` must be apiKey, http, .* or openIdConnect, not "apikey"/,
  ],
  [
    "a key without a name",
    scheme("{ type: apiKey, in: header }"),
    "missing-field",
    "6:5",
    /of type apiKey needs the field `name`/,
  ],
  [
    "a scheme of HTTP that is none",
    scheme("{ type: http }"),
    "missing-field",
    "6:5",
    /field `scheme`/,
  ],
  [
    "a flow without its URL",
    scheme("{ type: oauth2, flows: { password: { scopes: {} } } }"),
    "missing-field",
    "6:33",
    /`password` needs the field `tokenUrl`/,
  ],
  [
    "a path without its slash",
    openapi(`  a:\n    get: { ${ok} }`),
    "invalid-path",
    "4:3",
    /starts with a slash. It is read as `\/a`/,
  ],
  [
    "a brace without its partner",
    openapi(`  "/a/{id":\n    get: { ${ok} }`),
    "invalid-path",
    "4:3",
    /no partner/,
  ],
  [
    "a parameter twice in a path",
    openapi(
      `  /a/{id}/b/{id}:\n    parameters: [{ name: id, in: path, required: true, schema: {} }]\n    get: { ${ok} }`,
    ),
    "invalid-path",
    "4:3",
    /`\{id\}` is in this path twice/,
  ],
  [
    "two paths that are one",
    openapi(
      `  /a/{id}:\n    get: { operationId: one, parameters: [{ name: id, in: path, required: true, schema: {} }], ${ok} }\n  /a/{name}:\n    get: { operationId: other, parameters: [{ name: name, in: path, required: true, schema: {} }], ${ok} }`,
    ),
    "duplicate-path",
    "6:3",
    /differs from `\/a\/\{id\}` only.*tell a GET/,
  ],
  [
    "no responses in 3.0",
    old(get("{ summary: x }")),
    "missing-response",
    "5:5",
    /OpenAPI 3\.0 requires them/,
  ],
  [
    "no response among the responses",
    get("{ responses: {} }"),
    "missing-response",
    "5:23",
    /at least one/,
  ],
  [
    "a range in lower case",
    get("{ responses: { 2xx: { description: x } } }"),
    "invalid-status",
    "5:25",
    /Write `2XX`/,
  ],
  [
    "a status that is none",
    get("{ responses: { ok: { description: x } } }"),
    "invalid-status",
    "5:25",
    /`ok` is not an HTTP status/,
  ],
  [
    "an undeclared scheme",
    openapi(
      `  /a:\n    get: { security: [{ apiKye: [] }], ${ok} }`,
      "  securitySchemes:\n    apiKey: { type: apiKey, in: header, name: X-API-Key }",
    ),
    "undeclared-security-scheme",
    "5:25",
    /Did you mean `apiKey`\?/,
  ],
  [
    "an undeclared scheme of the whole API",
    get(`{ ${ok} }\nsecurity: [{ token: [] }]`),
    "undeclared-security-scheme",
    "6:14",
    /Declare it in `components\.securitySchemes`/,
  ],
  [
    "a scheme that is no requirement",
    get(`{ security: [apiKey], ${ok} }`),
    "invalid-value",
    "5:23",
    /`apiKey: \[\]`/,
  ],
  [
    "scopes that are no list",
    openapi(
      `  /a:\n    get: { security: [{ apiKey: read }], ${ok} }`,
      "  securitySchemes:\n    apiKey: { type: apiKey, in: header, name: X-API-Key }",
    ),
    "invalid-value",
    "5:33",
    /scopes of `apiKey`/,
  ],
  [
    "an id of a webhook that is taken",
    get(`{ operationId: same, ${ok} }\nwebhooks:\n  b:\n    post: { operationId: same, ${ok} }`),
    "duplicate-operation-id",
    "8:26",
    /`same` is already taken/,
  ],
  [
    "an id of a callback that is taken",
    get(
      `{ operationId: same, callbacks: { c: { "{$url}": { post: { operationId: same, ${ok} } } } }, ${ok} }`,
    ),
    "duplicate-operation-id",
    "5:82",
    /`same` is already taken/,
  ],
  [
    "a client's method that is none",
    get(`{ x-client-method: list, ${ok} }`),
    "invalid-value",
    "5:29",
    /`pets\.list`/,
  ],
  [
    "an idempotent that is no yes or no",
    get(`{ x-idempotent: sure, ${ok} }`),
    "invalid-value",
    "5:26",
    /must be true or false/,
  ],
  ...[
    "{ operation: getPet, field: status }",
    "{ operation: getPet, field: status, values: [] }",
    "getPet",
  ].map((value): (typeof rows)[number] => [
    `a conflict that cannot be followed: ${value}`,
    get(`{ x-conflict-while: ${value}, ${ok} }`),
    "invalid-value",
    "5:30",
    /must be an operationId, a field and the values/,
  ]),
  ...(
    [
      ["none", "status", "5:44", /There is no operation `none`/],
      ["moveThing", "status", "5:44", /`moveThing` must be a GET/],
      ["getOther", "status", "5:44", /needs the path parameter `other`/],
      ["getThing", "state", "5:61", /The response of `getThing` has no property `state`/],
    ] as const
  ).map(([operation, field, place, message]): (typeof rows)[number] => [
    `a conflict that cannot be followed: ${operation}, ${field}`,
    conflicting(operation, field),
    "invalid-value",
    place,
    message,
  ]),
  ...["x-max-bytes", "x-max-total-bytes"].map((word): (typeof rows)[number] => [
    `a ${word} that is not a number of bytes`,
    openapi("", `  schemas:\n    A: { ${word}: -1 }`),
    "invalid-value",
    word === "x-max-bytes" ? "6:23" : "6:29",
    /must be a number of bytes/,
  ]),
];

it.each(rows)("an unsound document: %s", (_, text, code, place, message) => {
  expect(problemsOf(text)).toEqual([problemAt(code, place, message)]);
});

it.each<[name: string, text: string]>([
  [
    "paths that differ in more than names",
    openapi(
      `  /a/{id}:\n    get: { operationId: one, parameters: [{ name: id, in: path, required: true, schema: {} }], ${ok} }\n  /a/b:\n    put: { ${ok} }`,
    ),
  ],
  ["no responses in 3.1", get("{ summary: x }")],
  [
    "responses by range and by default",
    get("{ responses: { 2XX: { description: x }, default: { description: y }, x-z: 1 } }"),
  ],
  [
    "security that is optional",
    openapi(
      `  /a:\n    get: { security: [{}, { apiKey: [] }], ${ok} }`,
      "  securitySchemes:\n    apiKey: { type: apiKey, in: header, name: X-API-Key }",
    ),
  ],
])("a sound document: %s", (_, text) => {
  expect(problemsOf(text)).toEqual([]);
});

it.each<[name: string, text: string, place: string, message: RegExp]>([
  [
    "two paths with other names and other methods",
    openapi(
      `  /a/{id}:\n    get: { operationId: one, parameters: [{ name: id, in: path, required: true, schema: {} }], ${ok} }\n  /a/{name}:\n    put: { parameters: [{ name: name, in: path, required: true, schema: {} }], ${ok} }`,
    ),
    "6:3",
    /differs from `\/a\/\{id\}` only in the names of its parameters. Merge/,
  ],
])("a suspicious document: %s", (_, text, place, message) => {
  const document = readDocument(join(folder({ "openapi.yaml": text }), "openapi.yaml"));
  readApi(document);
  expect(document.problems.warnings.map(({ line, column }) => `${line}:${column}`)).toEqual([
    place,
  ]);
  expect(document.problems.warnings[0]?.message).toMatch(message);
});

it("reads a path without its slash, and leaves out a status that is not one", () => {
  const text = openapi(
    `  a:\n    get: { ${ok} }\n  /b:\n    get: { responses: { ok: { description: x }, "200": { description: y } } }`,
  );
  const document = readDocument(join(folder({ "openapi.yaml": text }), "openapi.yaml"));
  const { operations } = readApi(document);
  expect(
    operations.map(({ path, responses }) => [path, responses.map(({ status }) => status)]),
  ).toEqual([
    ["/b", ["200"]],
    ["/a", ["200"]],
  ]);
  expect(Object.keys(document.root["paths"] as object)).toEqual(["/b", "/a"]);
});
