import { join } from "node:path";
import { expect, it } from "vitest";
import { folder, openapi } from "../../../test/project/folder.ts";
import { readDocument } from "../../document/read-document.ts";
import { readApi } from "../read-api.ts";

const undeclared = '  /pets/{petId}:\n    get: { responses: { "200": { description: Fine } } }';

it.each<[name: string, paths: string, components: string, schema: unknown]>([
  [
    "a parameter among the components",
    undeclared,
    "  parameters:\n    Id: { name: petId, in: path, required: true, schema: { type: integer } }",
    { type: "integer" },
  ],
  [
    "a parameter of another operation",
    `${undeclared}\n  /toys/{petId}:\n    get: { parameters: [{ name: petId, in: path, required: true, schema: { type: integer } }], responses: { "200": { description: Fine } } }`,
    "",
    { type: "integer" },
  ],
  [
    "a schema of that name",
    undeclared,
    "  schemas:\n    Id: { type: string, format: uuid }\n    petId: { allOf: [{ $ref: '#/components/schemas/Id' }] }",
    { allOf: [{ $ref: "#/components/schemas/Id" }] },
  ],
])("reads an undeclared path parameter as %s, with a warning", (_, paths, components, schema) => {
  const path = join(folder({ "openapi.yaml": openapi(paths, components) }), "openapi.yaml");
  const document = readDocument(path);
  const [operation] = readApi(document).operations;
  expect(operation?.parameters).toMatchObject([{ name: "petId", in: "path", object: { schema } }]);
  expect(document.problems.errors).toEqual([]);
  expect(document.problems.warnings).toMatchObject([{ code: "undeclared-path-parameter" }]);
});

it.each([
  ["nothing", ""],
  ["an object of that name", "  schemas:\n    petId: { type: object }"],
  [
    "a query parameter of that name",
    "  parameters:\n    Id: { name: petId, in: query, schema: { type: integer } }",
  ],
])("reports an undeclared path parameter if the document has %s", (_, components) => {
  const path = join(folder({ "openapi.yaml": openapi(undeclared, components) }), "openapi.yaml");
  const document = readDocument(path);
  readApi(document);
  expect(document.problems.errors).toMatchObject([{ code: "undeclared-path-parameter" }]);
});
