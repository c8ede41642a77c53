import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folder } from "../../../test/project/folder.ts";
import { generate } from "../../generate.ts";

const description = `openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: "https://{region}.pets.example", variables: { region: { default: eu, enum: [eu, us] } } }]
security: [{ token: [] }, {}]
x-errors: { code: /reason, message: /text, final: [limit_reached] }
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - { name: cursor, in: query, schema: { type: string } }
        - { name: filter, in: query, style: deepObject, explode: true, schema: { type: object } }
      responses:
        "200":
          description: All
          content: { application/json: { schema: { type: object, properties: { data: { type: array, items: {} }, next_cursor: { type: string } } } } }
    post:
      operationId: createPet
      x-deleted-by: { operation: deletePet, parameters: { pet_id: /id } }
      requestBody: { required: true, content: { multipart/form-data: { schema: { type: object, properties: { photo: { type: string, format: binary } } } } } }
      responses: { "201": { description: Made, content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } } } }
  /pets/{pet_id}:
    delete:
      operationId: deletePet
      security: [{ signed: [] }, { key: [] }]
      parameters: [{ name: pet_id, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: Gone } }
    get:
      operationId: signPet
      security: [{ signed: [] }]
      parameters: [{ name: pet_id, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: Signed } }
components:
  securitySchemes:
    token: { type: http, scheme: Bearer }
    signed: { type: http, scheme: digest }
    key: { type: apiKey, in: cookie, name: sid }
`;

async function clientOf(text: string): Promise<string> {
  const base = folder({ "openapi.yaml": text });
  await generate(
    { specs: [{ spec: "openapi.yaml", out: "src", artifacts: ["types", "client"] }] },
    base,
  );
  return readFileSync(join(base, "src/client.gen.ts"), "utf8");
}

test("writes what the runtime needs of each operation", async () => {
  const text = await clientOf(description);
  for (const wanted of [
    'server: serverTemplate("https://{region}.pets.example", { region: { default: "eu", values: ["eu", "us"] } })',
    'errors: errorsAt({ code: ["reason"], message: ["text"], final: ["limit_reached"] })',
    'const tokenScheme: Scheme = bearer("token");',
    'const keyScheme: Scheme = cookieKey("key", "sid");',
    "security: oneOf([[tokenScheme], []]),",
    'result: cursorPages(["data"], "cursor", ["next_cursor"]),',
    '{ name: "filter", in: "query", write: deepObject },',
    "body: multipart(),",
    'finish: deletedBy("deletePet", { pet_id: ["id"] }),',
    "response: empty,",
  ])
    expect(text).toContain(wanted);
});

test("leaves out an operation that it cannot send, and an alternative of credentials", async () => {
  const text = await clientOf(description);
  expect(text).toContain(
    "// - GET /pets/{pet_id}: The client cannot write credentials of `signed` (digest).",
  );
  expect(text).not.toContain('"signPet"');
  expect(text).toContain("security: requires(keyScheme),");
});

test("imports only the parts that its operations need", async () => {
  const text = await clientOf(description);
  for (const unused of ["urlEncoded", "rawBody", "events", "basic", "toApiList"])
    expect(text).not.toMatch(new RegExp(`\\b${unused}\\b`));
});

test("names types by their schemas, unless the client has that name itself", async () => {
  const text = await clientOf(`openapi: 3.1.0
info: { title: Pets, version: "1" }
paths:
  /pets/{pet_id}:
    put:
      operationId: replacePet
      tags: [pets]
      parameters:
        - { name: pet_id, in: path, required: true, schema: { type: string } }
        - { name: version, in: query, schema: { type: integer } }
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewPet" } } } }
      responses:
        "200": { description: Replaced, content: { application/json: { schema: { $ref: "#/components/schemas/Client" } } } }
        "201": { description: Created, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
components:
  schemas:
    NewPet: { type: object, properties: { name: { type: string } } }
    Pet: { type: object, properties: { id: { type: string } } }
    Client: { type: object, properties: { id: { type: string } } }
`);
  expect(text).toContain("(petId: string, body: NewPet, ");
  expect(text).toContain(
    'ApiPromise<Types["replacePet"]["responses"][200]["content"]["application/json"] | Pet>',
  );
  expect(text).toMatch(/import type \{ NewPet, Pet, operations as Types, paths \}/);
});
