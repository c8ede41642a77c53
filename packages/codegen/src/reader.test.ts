import { join } from "node:path";
import { expect, it } from "vitest";
import { folder, openapi } from "../test/project/folder.ts";
import { DocumentError, readApi } from "./reader.ts";

const unsound = openapi(
  `  /pets/{id}:
    get:
      operationId: getPet
      responses: { "200": { $ref: "#/components/responses/Gone" } }`,
  "  schemas:\n    Pet: { type: object, nickname: x, allOf: [{ $ref: '#/components/schemas/None' }] }",
);

it("reads a document with problems that lose meaning, and lists them", async () => {
  const base = folder({ "openapi.yaml": unsound });
  const { api, problems } = await readApi(join(base, "openapi.yaml"));
  expect(api.operations.map(({ id }) => id)).toEqual(["getPet"]);
  expect(api.schemas.map(({ name }) => name)).toEqual(["Pet"]);
  expect(problems.map(({ code }) => code)).toEqual([
    "undeclared-path-parameter",
    "unresolved-ref",
    "unknown-field",
    "unresolved-ref",
  ]);
});

it("rejects the same document if it reads strictly", async () => {
  const base = folder({ "openapi.yaml": unsound });
  await expect(readApi(join(base, "openapi.yaml"), { strictly: true })).rejects.toSatisfy(
    DocumentError.isInstance,
  );
});

it("leaves the union of a discriminator as the document writes it", async () => {
  const text = openapi(
    "",
    `  schemas:
    Cat: { type: object, required: [kind], properties: { kind: { type: string } } }
    Pet:
      oneOf: [{ $ref: "#/components/schemas/Cat" }]
      discriminator: { propertyName: kind }`,
  );
  const { api } = await readApi(join(folder({ "openapi.yaml": text }), "openapi.yaml"));
  expect(api.schemas.find(({ name }) => name === "Pet")?.schema["oneOf"]).toEqual([
    { $ref: "#/components/schemas/Cat" },
  ]);
});

it("cannot read a file that is not an OpenAPI document", async () => {
  const base = folder({ "notes.yaml": "a: b" });
  await expect(readApi(join(base, "notes.yaml"))).rejects.toThrow(/not an OpenAPI document/);
});
