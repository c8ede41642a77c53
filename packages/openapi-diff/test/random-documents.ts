import fc from "fast-check";
import type { JsonObject } from "@sandboxes/codegen/in-memory";

const names = ["Pet", "Owner", "Visit", "Address"];
const words = ["id", "status", "birth_date", "ownerName", "tags", "weight", "kind", "note"];

const scalar: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record(
    {
      type: fc.constant("string"),
      minLength: fc.integer({ min: 1, max: 5 }),
      maxLength: fc.integer({ min: 6, max: 60 }),
      description: fc.constantFrom("A text.", "Another text."),
    },
    { requiredKeys: ["type"] },
  ),
  fc.record(
    {
      type: fc.constantFrom("integer", "number"),
      minimum: fc.integer({ min: -5, max: 5 }),
      maximum: fc.integer({ min: 6, max: 60 }),
      default: fc.constant(6),
    },
    { requiredKeys: ["type"] },
  ),
  fc.record({
    type: fc.constant("string"),
    enum: fc.subarray(["red", "green", "blue", "white"], { minLength: 2 }),
  }),
  fc.constant({ type: "boolean" }),
  fc.constant({ type: ["string", "null"] }),
  fc.constant({ type: "string", format: "date-time" }),
  fc.constantFrom(...names).map((name) => ({ $ref: `#/components/schemas/${name}` })),
);

const { schema } = fc.letrec<{ schema: JsonObject; object: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    tie("schema").map((items) => ({ type: "array", items })),
    tie("object"),
    // The part has a property that the named schema does not have.
    fc.tuple(tie("schema"), fc.constantFrom(...names)).map(([own, name]) => ({
      allOf: [
        { $ref: `#/components/schemas/${name}` },
        { type: "object", properties: { extra: own } },
      ],
    })),
    fc.subarray(names, { minLength: 2 }).map((some) => ({
      oneOf: some.map((name) => ({ $ref: `#/components/schemas/${name}` })),
    })),
  ),
  object: fc
    .dictionary(fc.constantFrom(...words), tie("schema"), { minKeys: 1, maxKeys: 4 })
    .chain((properties) =>
      fc.subarray(Object.keys(properties)).map((required) => ({
        type: "object",
        properties,
        ...(required.length > 0 ? { required } : {}),
      })),
    ),
}));

/** A schema with named properties. */
const named = fc
  .dictionary(fc.constantFrom(...words), schema, { minKeys: 1, maxKeys: 5 })
  .map((properties) => ({
    type: "object",
    properties,
    required: Object.keys(properties).slice(0, 1),
  }));

const body = schema.map((one) => ({ "application/json": { schema: one } }));

const operation = fc.record({
  parameters: fc.subarray([
    { name: "limit", in: "query", schema: { type: "integer", default: 20 } },
    { name: "X-Trace", in: "header", schema: { type: "string" } },
  ] as JsonObject[]),
  requestBody: body.map((content) => ({ required: true, content })),
  responses: fc.record({
    200: body.map((content) => ({ description: "OK", content })),
    404: fc.constant({ description: "Missing" }),
  }),
});

/** Documents of OpenAPI 3.1, in one piece, with references, circles and alternatives. */
export const documents: fc.Arbitrary<JsonObject> = fc
  .record({
    schemas: fc.record(Object.fromEntries(names.map((name) => [name, named]))),
    paths: fc.dictionary(
      fc.constantFrom("/pets", "/owners", "/visits"),
      fc.record({ post: operation, put: operation }, { requiredKeys: ["post"] }),
      { minKeys: 1 },
    ),
  })
  .map(({ schemas, paths }) =>
    // Through text, so that no object stands in two places.
    parse({
      openapi: "3.1.0",
      info: { title: "Random", version: "1" },
      paths,
      servers: [{ url: "https://api.example.com" }],
      security: [{ key: [] }],
      components: {
        schemas,
        securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } },
      },
    }),
  );

function parse(document: object): JsonObject {
  return JSON.parse(JSON.stringify(document)) as JsonObject;
}
