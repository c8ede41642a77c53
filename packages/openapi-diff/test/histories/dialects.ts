import type { JsonObject } from "@sandboxes/codegen/in-memory";
import {
  type History,
  accepts,
  api,
  cat,
  choice,
  history,
  integer,
  object,
  ref,
  responds,
  text,
} from "./parts.ts";

const order = { type: "object", required: ["id"], properties: { id: text, note: text } };
const swagger = (Order: JsonObject): JsonObject => ({
  swagger: "2.0",
  info: { title: "", version: "1" },
  host: "example.com",
  basePath: "/v1",
  schemes: ["https"],
  consumes: ["application/json"],
  produces: ["application/json"],
  paths: {
    "/orders": {
      post: {
        operationId: "order",
        parameters: [
          { in: "body", name: "order", required: true, schema: { $ref: "#/definitions/Order" } },
          { in: "query", name: "tags", type: "array", items: text, collectionFormat: "csv" },
        ],
        responses: { 200: { description: "", schema: { $ref: "#/definitions/Order" } } },
      },
    },
  },
  definitions: { Order },
});
const content = { "application/json": { schema: ref("Order") } };
const upgraded: JsonObject = {
  openapi: "3.1.0",
  info: { title: "", version: "1" },
  servers: [{ url: "https://example.com/v1" }],
  paths: {
    "/orders": {
      post: {
        operationId: "order",
        parameters: [
          { in: "query", name: "tags", explode: false, schema: { type: "array", items: text } },
        ],
        requestBody: { required: true, content },
        responses: { 200: { description: "", content } },
      },
    },
  },
  components: { schemas: { Order: order } },
};

/** Spellings of one meaning in different versions of OpenAPI. */
export const dialects: readonly History[] = [
  history(
    "nullable 3.0 enum with null",
    {
      ...responds(object({ a: { type: "string", nullable: true, enum: ["a", "b", null] } })),
      openapi: "3.0.3",
    },
    responds(object({ a: { type: ["string", "null"], enum: ["a", "b", null] } })),
  ),
  history(
    "exclusiveMinimum bool -> number",
    {
      ...accepts(object({ a: { type: "number", minimum: 0, exclusiveMinimum: true } })),
      openapi: "3.0.3",
    },
    accepts(object({ a: { type: "number", exclusiveMinimum: 0 } })),
  ),
  history(
    "example -> examples",
    { ...accepts(object({ a: { type: "string", example: "x" } })), openapi: "3.0.3" },
    accepts(object({ a: { type: "string", examples: ["x"] } })),
  ),
  history(
    "binary 3.0 -> contentMediaType 3.1",
    {
      ...api({
        requestBody: {
          content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
        },
      }),
      openapi: "3.0.3",
    },
    api({ requestBody: { content: { "application/octet-stream": {} } } }),
  ),
  history(
    "byte 3.0 -> contentEncoding 3.1",
    { ...responds(object({ a: { type: "string", format: "byte" } })), openapi: "3.0.3" },
    responds(object({ a: { type: "string", contentEncoding: "base64" } })),
  ),
  history(
    "const from single enum",
    responds(object({ a: choice("x") })),
    responds(object({ a: { type: "string", const: "x" } })),
  ),
  history(
    "type list single",
    responds(object({ a: text })),
    responds(object({ a: { type: ["string"] } })),
  ),
  history(
    "exclusiveMinimum 0 -> minimum 1 integers",
    accepts(object({ n: { ...integer, exclusiveMinimum: 0 } })),
    accepts(object({ n: { ...integer, minimum: 1 } })),
  ),
  history(
    "object -> nullable object w/ ref allOf 3.0",
    { ...responds(object({ "a!": ref("C") }), { C: cat }), openapi: "3.0.3" },
    {
      ...responds(object({ "a!": { nullable: true, allOf: [ref("C")] } }), { C: cat }),
      openapi: "3.0.3",
    },
    "response-became-nullable breaking/breaking/none",
  ),
  history("Swagger 2.0 becomes 3.1", swagger(order), upgraded),
  history("3.1 becomes Swagger 2.0", upgraded, swagger(order)),
  history(
    "a required property is added in Swagger 2.0",
    swagger(order),
    swagger({
      ...order,
      required: ["id", "size"],
      properties: { ...order.properties, size: integer },
    }),
    "request-required-property-added breaking/breaking/breaking",
  ),
];
