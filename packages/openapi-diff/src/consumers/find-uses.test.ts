import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { typesOf } from "@sandboxes/codegen/in-memory";
import { compare } from "@sandboxes/openapi-diff";
import { read } from "../../test/example-documents.ts";

const folder = mkdtempSync(join(tmpdir(), "openapi-diff-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const document = (properties: object, required: string[]): object => ({
  openapi: "3.1.0",
  info: { title: "Pets", version: "1" },
  paths: {
    "/pets": {
      get: {
        responses: {
          200: {
            description: "OK",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } },
          },
        },
      },
    },
  },
  components: { schemas: { Pet: { type: "object", properties, required } } },
});

const text = { type: "string" };
const before = document({ name: text, status: { ...text, enum: ["sold", "here", "lost"] } }, [
  "name",
  "status",
]);
const after = document({ status: { ...text, enum: ["here", "lost"] } }, ["status"]);

const program = `import type { components } from "./types.gen.ts";
type Pet = components["schemas"]["Pet"];
export const nameOf = (pet: Pet): string => pet.name;
export const loosely = (pet: any): unknown => pet.name;
export const isSold = (pet: Pet): boolean => pet.status === "sold";
export const unrelated = (value: { name: string }): string => value.name;
`;

test("lists compiler errors and affected uses that still compile under the change that causes them", async () => {
  writeFileSync(join(folder, "types.gen.ts"), await typesOf(read(before)));
  writeFileSync(join(folder, "program.ts"), program);
  const { changes, otherUses } = await compare(read(before), read(after), { consumers: [folder] });
  const found = Object.fromEntries(
    changes.map(({ rule, uses = [] }) => [rule, uses.map(({ line, kind }) => `${kind} ${line}`)]),
  );
  expect(found).toEqual({
    "response-required-property-removed": ["error 3", "use 4"],
    "response-enum-value-removed": ["use 5"],
  });
  expect(otherUses).toBeUndefined();
});

describe("an addition", () => {
  const pet = (properties: object, required: string[]): object => ({
    type: "object",
    properties: { name: text, ...properties },
    required: ["name", ...required],
  });
  const json = (schema: object): object => ({ content: { "application/json": { schema } } });
  const list = (parameters: object[]): object => ({
    operationId: "listPets",
    parameters,
    responses: { 200: { description: "OK", ...json({ $ref: "#/components/schemas/Pet" }) } },
  });
  const create = (properties: object): object => ({
    operationId: "createPet",
    requestBody: json({ type: "object", properties }),
    responses: { 204: { description: "Done" } },
  });
  const api = (paths: object, schemas: object): object => ({
    openapi: "3.1.0",
    info: { title: "Pets", version: "1" },
    paths,
    components: { schemas },
  });
  const older = api(
    { "/pets": { get: list([]), post: create({ name: text }) } },
    { Pet: pet({}, []) },
  );
  const newer = api(
    {
      "/pets": {
        get: list([{ name: "limit", in: "query", schema: { type: "integer" } }]),
        post: create({ name: text, colour: text }),
      },
      "/pets/count": {
        get: { operationId: "countPets", responses: { 204: { description: "Done" } } },
      },
    },
    { Pet: pet({ age: { type: "integer" } }, ["age"]) },
  );
  const code = `import type { components, operations } from "./types.gen.ts";
type Body = NonNullable<operations["createPet"]["requestBody"]>["content"]["application/json"];
export const pet: components["schemas"]["Pet"] = { name: "Tom" };
export const handlers: Record<keyof operations, unknown> = { listPets: { limit: 1 }, createPet: { age: 2 } };
export const all: Record<keyof Body, number> = { name: 1 };
// @ts-expect-error There is no such parameter.
export const query: NonNullable<operations["listPets"]["parameters"]["query"]> = { limit: 1 };
export const loosely = (given: any): unknown => [given.age, given.colour, given.limit];
`;

  test("has the compiler errors that it causes, and no uses of what is new", async () => {
    const own = mkdtempSync(join(folder, "addition-"));
    writeFileSync(join(own, "types.gen.ts"), await typesOf(read(older)));
    writeFileSync(join(own, "program.ts"), code);
    const { changes, otherUses } = await compare(read(older), read(newer), { consumers: [own] });
    const found = Object.fromEntries(
      changes.map(({ rule, uses = [] }) => [rule, uses.map(({ line, kind }) => `${kind} ${line}`)]),
    );
    expect(found).toEqual({
      "response-required-property-added": ["error 3"],
      "path-added": ["error 4"],
      "request-optional-property-added": ["error 5"],
      "optional-parameter-added": ["error 6"],
    });
    expect(otherUses).toBeUndefined();
  });
});

test("names a folder without programs in the error", async () => {
  const missing = join(folder, "missing");
  await expect(compare(read(before), read(after), { consumers: [missing] })).rejects.toThrow(
    "There is no folder",
  );
});
