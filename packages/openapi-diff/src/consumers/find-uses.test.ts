import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
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

test("names a folder without programs in the error", async () => {
  const missing = join(folder, "missing");
  await expect(compare(read(before), read(after), { consumers: [missing] })).rejects.toThrow(
    "There is no folder",
  );
});
