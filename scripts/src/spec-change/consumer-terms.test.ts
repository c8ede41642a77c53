import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ApiDocument, inspectDocument } from "@sandboxes/codegen/in-memory";
import { afterAll, expect, test } from "vitest";
import { consumerTerms } from "./consumer-terms.ts";

const folder = mkdtempSync(join(tmpdir(), "consumer-terms-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const limit = (description: string): object => ({
  name: "limit",
  in: "query",
  description,
  schema: { type: "integer" },
});
const status = { ...limit("One status."), name: "status" };

function read(parameters: object[], paths: object = {}): ApiDocument {
  const get = { operationId: "listPets", parameters, responses: { 204: { description: "Done" } } };
  const file = join(folder, `${crypto.randomUUID()}.json`);
  const info = { title: "Pets", version: "1" };
  writeFileSync(
    file,
    JSON.stringify({ openapi: "3.1.0", info, paths: { "/pets": { get }, ...paths } }),
  );
  return inspectDocument(file);
}

const change = (pointer: string) => ({
  rule: "description-changed",
  pointer,
  wire: "documentation" as const,
  types: "none" as const,
  tests: "none" as const,
  message: "",
  operations: [],
});

test.each<[name: string, old: object[], now: object[], index: number, wanted: object]>([
  ["changed", [limit("A.")], [limit("B\n  C.")], 0, { before: "A.", after: "B C." }],
  ["removed", [limit("A.")], [{ ...limit(""), description: undefined }], 0, { before: "A." }],
  ["moved in its list", [limit("A.")], [status, limit("B.")], 1, { after: "B." }],
  ["at the place of another", [limit("A.")], [status, limit("A.")], 0, { after: "One status." }],
])("the description of a parameter that is %s", (_, old, now, index, wanted) => {
  const terms = consumerTerms(read(old), read(now));
  const pointer = `/paths/~1pets/get/parameters/${index}/description`;
  expect(terms.descriptionsOf(change(pointer))).toEqual(wanted);
});

test("names the method of each operation, also of one that was removed", () => {
  const removed = {
    "/pets/{id}": {
      delete: {
        operationId: "deletePet",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        responses: { 204: { description: "Done" } },
      },
    },
  };
  const { methodOf } = consumerTerms(read([], removed), read([]));
  expect(["GET /pets", "DELETE /pets/{id}", "GET /none"].map(methodOf)).toEqual([
    "pets.list",
    "pets.delete",
    "GET /none",
  ]);
});
