import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folder } from "../../../test/project/folder.ts";
import { generate } from "../../generate.ts";

const array = "{ type: array, items: { type: string } }";
const page = `{ type: object, properties: { data: ${array} } }`;

/** Generates the client of an operation that pages like this. */
async function clientOf(pagination: string, schema: string): Promise<string> {
  const base = folder({
    "openapi.yaml": `openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://pets.example }]
paths:
  /pets:
    get:
      operationId: listPets
      x-pagination: ${pagination}
      parameters:
        - { name: offset, in: query, schema: { type: integer } }
        - { name: limit, in: query, schema: { type: integer } }
      responses:
        "200": { description: OK, content: { application/json: { schema: ${schema} } } }
`,
  });
  await generate(
    { specs: [{ spec: "openapi.yaml", out: "src", artifacts: ["types", "client"] }] },
    base,
  );
  return readFileSync(join(base, "src/client.gen.ts"), "utf8");
}

test.each<[pagination: string, schema: string, result: string]>([
  ["{ offset: offset, limit: limit }", array, 'listPages("offset", "limit")'],
  ["{ offset: offset }", array, 'offsetPages([], "offset")'],
  ["{ offset: offset }", page, 'offsetPages(["data"], "offset")'],
  ["{ offset: offset, limit: limit }", page, 'offsetPages(["data"], "offset", "limit")'],
  ["{ page: offset }", array, 'numberedPages([], "offset")'],
  // A limit says nothing about these. The extension is ignored.
  ["{ page: offset, limit: limit }", array, "toApiList"],
  ["{ limit: limit }", array, "toApiList"],
  ["{ offset: offset, limit: 10 }", array, "toApiList"],
])("x-pagination: %s of %s is %s", async (pagination, schema, result) => {
  expect(await clientOf(pagination, schema)).toContain(`result: ${result},`);
});
