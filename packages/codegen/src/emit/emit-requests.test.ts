import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folder } from "../../test/folder.ts";
import { writeProject } from "../../test/document-project.ts";
import { generate } from "../generate.ts";

const description = `openapi: 3.1.0
info: { title: Things, version: "1" }
servers: [{ url: https://a.example }, { url: https://b.example }]
security: [{ key: [] }]
paths:
  /things:
    get:
      operationId: listThings
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
        - { name: X-Trace, in: header, schema: { type: string } }
        - name: labels
          in: query
          style: form
          explode: true
          schema: { type: object, patternProperties: { '^labels\\.': { type: string } }, additionalProperties: false }
      responses: { "200": { description: All, content: { application/json: { schema: { $ref: "#/components/schemas/Things" } } } } }
    post:
      operationId: createThing
      security: []
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { "204": { description: Made } }
  /things/{id}:
    get:
      operationId: getThing
      security: [{}, { key: [], other: [] }]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: It, content: { application/json: { schema: { type: object } } } } }
components:
  schemas: { Things: { type: array, items: { type: object } } }
  securitySchemes:
    key: { type: apiKey, in: header, name: X-API-Key }
    other: { type: http, scheme: basic }
`;

it("writes what a client needs of each operation", async () => {
  const base = folder({ "openapi.yaml": description });
  writeProject(base, { spec: "openapi.yaml" });
  await generate({ specs: [{ spec: "openapi.yaml", out: "src" }] }, base);
  const { requests, defaultServer } = (await import(
    pathToFileURL(join(base, "src/operations.gen.ts")).href
  )) as { requests: object[]; defaultServer: string };
  const json = "application/json";
  const list = { method: "GET", path: "/things", resource: "things", name: "list" };
  const one = { path: "/things/{id}", name: "get" };
  expect(defaultServer).toBe("https://a.example");
  const none = { array: false, keyOptional: false, keyHeaders: [], query: [] };
  const secured = { keyHeaders: ["x-api-key"] };
  const labels = [["limit"], ["labels", "labels."]];
  const body = { produces: json, consumes: null, idempotent: true };
  const nobody = { produces: null, consumes: json, idempotent: false };
  expect(requests).toEqual([
    { ...none, ...list, ...body, ...secured, id: "listThings", array: true, query: labels },
    { ...none, ...list, ...nobody, id: "createThing", method: "POST", name: "create" },
    { ...none, ...list, ...body, ...secured, ...one, id: "getThing", keyOptional: true },
  ]);
});
