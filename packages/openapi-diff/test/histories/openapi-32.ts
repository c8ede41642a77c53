import type { JsonObject } from "@sandboxes/codegen/in-memory";
import { type History, history, integer, object, ok, ref, text } from "./parts.ts";

const item = (fields: JsonObject, more: JsonObject = {}): JsonObject => ({
  openapi: "3.2.0",
  info: { title: "", version: "1" },
  paths: { "/a": fields },
  ...more,
});
const streams = (media: JsonObject): JsonObject =>
  item({ get: { responses: { 200: { description: "", content: media } } } });
const querystring = (schema: JsonObject): JsonObject => {
  const content = { "application/x-www-form-urlencoded": { schema } };
  return item({ get: { ...ok, parameters: [{ name: "q", in: "querystring", content }] } });
};
const pets = (discriminator: JsonObject): JsonObject =>
  item(
    {
      get: {
        responses: {
          200: { description: "", content: { "application/json": { schema: ref("Pet") } } },
        },
      },
    },
    {
      components: {
        schemas: {
          Pet: { oneOf: [ref("Cat"), ref("Dog")], discriminator },
          Cat: object({ kind: text, lives: text }),
          Dog: object({ kind: text, bark: text }),
        },
      },
    },
  );

/** Changes of what OpenAPI 3.2 adds. */
export const openapi32: readonly History[] = [
  history("the same in 3.1 and 3.2", { ...item({ get: ok }), openapi: "3.1.0" }, item({ get: ok })),
  history(
    "an operation with the method QUERY is added",
    item({ get: ok }),
    item({ get: ok, query: ok }),
    "operation-added compatible/compatible/none",
  ),
  history(
    "an operation with the method QUERY is removed",
    item({ get: ok, query: ok }),
    item({ get: ok }),
    "operation-removed breaking/breaking/breaking",
  ),
  history(
    "QUERY requires a parameter",
    item({ query: ok }),
    item({
      query: { ...ok, parameters: [{ name: "q", in: "query", required: true, schema: text }] },
    }),
    "required-parameter-added breaking/breaking/breaking",
  ),
  history(
    "another method is removed",
    item({ get: ok, additionalOperations: { COPY: ok } }),
    item({ get: ok }),
    "operation-removed breaking/breaking/breaking",
  ),
  history(
    "another method is deprecated",
    item({ additionalOperations: { COPY: ok } }),
    item({ additionalOperations: { COPY: { ...ok, deprecated: true } } }),
    "operation-deprecated compatible/compatible/none",
  ),
  history(
    "a whole query string is narrowed",
    querystring(object({ a: text })),
    querystring(object({ a: integer })),
    "request-type-narrowed breaking/breaking/breaking",
  ),
  history(
    "the items of a stream change",
    streams({ "text/event-stream": { itemSchema: object({ a: text }) } }),
    streams({ "text/event-stream": { itemSchema: object({ a: integer }) } }),
    "response-type-changed breaking/breaking/breaking",
  ),
  history(
    "a stream says what its items are",
    streams({ "text/event-stream": {} }),
    streams({ "text/event-stream": { itemSchema: object({ a: integer }) } }),
    "response-media-type-schema-added compatible/compatible/breaking",
  ),
  history(
    "an array is written as items of a stream",
    streams({ "application/jsonl": { schema: { type: "array", items: text } } }),
    streams({ "application/jsonl": { itemSchema: text } }),
  ),
  history(
    "values without a mapping get a meaning",
    pets({ propertyName: "kind" }),
    pets({ propertyName: "kind", defaultMapping: "#/components/schemas/Cat" }),
    "response-discriminator-mapping-added compatible/none/none",
  ),
  history(
    "a response has another summary",
    item({ get: { responses: { 200: { summary: "One" } } } }),
    item({ get: { responses: { 200: { summary: "Two" } } } }),
    "description-changed documentation/none/none",
  ),
  history("a media type becomes a component", streams({ "application/json": { schema: text } }), {
    ...streams({ "application/json": { $ref: "#/components/mediaTypes/Text" } }),
    components: { mediaTypes: { Text: { schema: text } } },
  }),
];
