import type { JsonObject } from "@sandboxes/codegen/in-memory";

/** A change as real APIs make it, and the entries that report it. */
export interface History {
  name: string;
  before: JsonObject;
  after: JsonObject;
  /** Each entry as `rule wire/types/tests`, the worst first. */
  entries: readonly string[];
}

/** @returns a row of a table of histories */
export function history(
  name: string,
  before: JsonObject,
  after: JsonObject,
  ...entries: readonly string[]
): History {
  return { name, before, after, entries };
}

const json = (schema: unknown): JsonObject => ({ "application/json": { schema } });

/** @returns a response with a JSON body */
export const answer = (schema?: unknown, more: JsonObject = {}): JsonObject => ({
  description: "",
  ...(schema === undefined ? {} : { content: json(schema) }),
  ...more,
});

/** @returns a document with one operation, and schemas by name */
export const api = (operation: JsonObject, schemas: JsonObject = {}): JsonObject => ({
  openapi: "3.1.0",
  info: { title: "", version: "1" },
  paths: { "/orders": { post: { responses: { 200: { description: "" } }, ...operation } } },
  ...(Object.keys(schemas).length > 0 ? { components: { schemas } } : {}),
});

/** @returns a document whose operation responds with a schema */
export const responds = (schema: unknown, schemas: JsonObject = {}): JsonObject =>
  api({ responses: { 200: answer(schema) } }, schemas);

/** @returns a document whose operation requires a schema as its request body */
export const accepts = (schema: unknown, schemas: JsonObject = {}): JsonObject =>
  api({ requestBody: { required: true, content: json(schema) } }, schemas);

/** @returns a document whose operation accepts a schema and responds with it */
export const echoes = (schema: unknown, schemas: JsonObject = {}): JsonObject =>
  api(
    {
      requestBody: { required: true, content: json(schema) },
      responses: { 200: answer(schema) },
    },
    schemas,
  );

/** @returns a reference to a named schema */
export const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

/** @returns an object schema; the names of required properties end in `!` */
export const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => {
  const required = Object.keys(properties)
    .filter((name) => name.endsWith("!"))
    .map((name) => name.slice(0, -1));
  return {
    type: "object",
    ...(required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => [name.replace(/!$/, ""), schema]),
    ),
    ...more,
  };
};

export const text: JsonObject = { type: "string" };
export const integer: JsonObject = { type: "integer" };
export const choice = (...values: readonly string[]): JsonObject => ({
  type: "string",
  enum: values,
});

/** @returns a schema that also allows null */
export const nullable = (schema: JsonObject): JsonObject => ({
  ...schema,
  type: [schema["type"], "null"],
});

export const readOnly = (schema: JsonObject): JsonObject => ({ ...schema, readOnly: true });

export const cat: JsonObject = object({ "kind!": { const: "cat" }, "lives!": integer });
export const dog: JsonObject = object({ "kind!": { const: "dog" }, bark: text });

/** @returns alternatives with a discriminator whose values are the names in lower case */
export const discriminated = (...names: readonly string[]): JsonObject => ({
  oneOf: names.map(ref),
  discriminator: {
    propertyName: "kind",
    mapping: Object.fromEntries(
      names.map((name) => [name.toLowerCase(), `#/components/schemas/${name}`]),
    ),
  },
});

/** An operation without anything. */
export const ok: JsonObject = { responses: { 200: answer() } };

/** @returns a document */
export const document = (more: JsonObject): JsonObject => ({
  openapi: "3.1.0",
  info: { title: "", version: "1" },
  ...more,
});

/** @returns a document with paths */
export const paths = (items: JsonObject, more: JsonObject = {}): JsonObject =>
  document({ paths: items, ...more });

/** @returns a query parameter */
export const query = (more: JsonObject): JsonObject => ({
  name: "limit",
  in: "query",
  schema: integer,
  ...more,
});

/** @returns a document whose operation has one query parameter */
export const queries = (more: JsonObject): JsonObject => api({ parameters: [query(more)] });

const securitySchemes = {
  key: { type: "apiKey", in: "header", name: "X-Key" },
  bearer: { type: "http", scheme: "bearer" },
  oauth: {
    type: "oauth2",
    flows: {
      authorizationCode: {
        authorizationUrl: "https://example.com/authorize",
        tokenUrl: "https://example.com/token",
        scopes: { read: "", write: "" },
      },
    },
  },
};

/** @returns a document with security requirements, and an operation that may have others */
export const secured = (security: unknown[], more: JsonObject = {}): JsonObject =>
  paths(
    { "/a": { get: ok }, "/b": { get: { ...ok, ...more } } },
    { security, components: { securitySchemes } },
  );
