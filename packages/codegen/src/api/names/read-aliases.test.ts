import { join } from "node:path";
import { expect, it } from "vitest";
import { folder, openapi } from "../../../test/project/folder.ts";
import { readDocument } from "../../document/read-document.ts";
import { readApi } from "../read-api.ts";

const ok = 'responses: { "200": { description: Fine } }';

it.each<[name: string, text: string, wanted: string]>([
  [
    "the name of another schema",
    openapi("", "  schemas:\n    A: { x-aliases: [B] }\n    B: {}"),
    "6:22 duplicate-schema-name `B` is to be another name of the schema `A`, and is already one of `B`.",
  ],
  [
    "its own name",
    openapi("", "  schemas:\n    A: { x-aliases: [A] }"),
    "6:22 duplicate-schema-name `A` is to be another name of the schema `A`, and is already one of `A`.",
  ],
  [
    "the type of another schema",
    openapi("", "  schemas:\n    A: { x-aliases: [foo-bar] }\n    FooBar: {}"),
    "6:22 duplicate-schema-name `foo-bar` is to be another name of the schema `A`, and is already one of `FooBar`.",
  ],
  [
    "an alias of another schema",
    openapi("", "  schemas:\n    A: { x-aliases: [C] }\n    B: { x-aliases: [C] }"),
    "7:22 duplicate-schema-name `C` is to be another name of the schema `B`, and is already one of `A`.",
  ],
  [
    "the id of another operation",
    openapi(
      `  /a:\n    get: { operationId: getA, x-aliases: [putA], ${ok} }\n    put: { operationId: putA, ${ok} }`,
    ),
    "5:43 duplicate-operation-id `putA` is to be another name of the operation `getA`, and is already one of `putA`.",
  ],
  [
    "the method of another operation",
    openapi(
      `  /a:\n    get: { operationId: getA, x-aliases: [put-a], ${ok} }\n    put: { operationId: putA, ${ok} }`,
    ),
    "5:43 duplicate-method-name `a.put` is to be another name of the operation `getA`, and is already one of `putA`.",
  ],
  [
    "no list",
    openapi("", "  schemas:\n    A: { x-aliases: B }"),
    "6:21 invalid-value `x-aliases` must be a list of former names. It is ignored.",
  ],
  [
    "no name",
    openapi(`  /a:\n    get: { x-aliases: [1], ${ok} }`),
    "5:23 invalid-value `x-aliases` must be a list of former names. It is ignored.",
  ],
])("warns of an alias that is %s", (_, text, wanted) => {
  const path = join(folder({ "openapi.yaml": text }), "openapi.yaml");
  const document = readDocument(path);
  readApi(document);
  const problems = document.problems.warnings.map(
    ({ line, column, code, message }) => `${line}:${column} ${code} ${message}`,
  );
  expect(problems).toEqual([wanted]);
});

it("leaves out an alias that clashes", () => {
  const text = openapi("", "  schemas:\n    A: { x-aliases: [B, C] }\n    B: {}");
  const path = join(folder({ "openapi.yaml": text }), "openapi.yaml");
  const { schemas } = readApi(readDocument(path));
  expect(schemas.map(({ name, aliases }) => [name, aliases.map((alias) => alias.name)])).toEqual([
    ["A", ["C"]],
    ["B", []],
  ]);
});
