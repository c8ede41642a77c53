import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { generate } from "../src/generate.ts";
import { folder } from "./project/folder.ts";

const spec = `openapi: 3.1.0
info: { title: Test, version: "1" }
paths:
  /pets:
    get:
      operationId: listPets
      x-aliases: [getAllPets, list_pets, "animals.all"]
      deprecated: true
      description: Lists pets. Deprecated; use listAnimals.
      parameters:
        - $ref: "#/components/parameters/Limit"
        - { name: old, in: query, deprecated: true, x-deprecated-reason: Use */ new., schema: { type: string } }
      responses: { "200": { description: All, content: { application/json: { schema: { $ref: "#/components/schemas/Animal" } } } } }
  /pets/{id}:
    get:
      operationId: getPet
      deprecated: true
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: None } }
components:
  parameters:
    Limit: { name: limit, in: query, deprecated: true, description: At most. Deprecated since 2.0., schema: { type: integer } }
  schemas:
    Animal:
      type: object
      x-aliases: [Pet, simple-pet]
      deprecated: true
      x-deprecatedMessage: Use Being.
      description: An animal.
      properties:
        name: { type: string, format: uuid, title: The name, deprecated: true, x-deprecated-reason: "Use\\nlabel." }
        age: { type: integer, deprecated: true }
        tag: { $ref: "#/components/schemas/Tag", deprecated: true, x-deprecated-reason: No tags. }
        kind: { type: string }
    Tag: { type: string, description: "Deprecated: not really." }
`;

const imports =
  'import type * as Index from "./out/index.gen.ts";\nimport * as table from "./out/operations.gen.ts";\n';

/** Uses of generated code, and why each is deprecated; `undefined` if it is not. */
const uses: [expression: string, wanted: string | undefined][] = [
  ["({} as Index.paths)['/pets'].get", "Use listAnimals."],
  ["({} as Index.paths)['/pets/{id}'].get", ""],
  ["({} as Index.operations).listPets", "Use listAnimals."],
  ["({} as Index.operations).getPet", ""],
  ["({} as Index.operations).getAllPets", "Renamed to `listPets`."],
  ["({} as Index.operations)['animals.all']", "Renamed to `listPets`."],
  ["({} as Required<Index.operations['listPets']['parameters']>).query.limit", "Since 2.0."],
  ["({} as Required<Index.operations['getAllPets']['parameters']>).query.old", "Use *\\/ new."],
  ["({} as Index.components['parameters']).Limit", "Since 2.0."],
  ["({} as Index.components['schemas']).Animal", "Use Being."],
  ["({} as Index.components['schemas']).Pet", "Renamed to `Animal`."],
  ["({} as Index.components['schemas'])['simple-pet'].kind", undefined],
  ["({} as Index.components['schemas']).Tag", undefined],
  ["({} as Index.Animal).name", "Use label."],
  ["({} as Index.Animal).age", ""],
  ["({} as Index.Animal).tag", "No tags."],
  ["({} as Index.Animal).kind", undefined],
  ["({} as Index.Pet).kind", undefined],
  ["({} as Index.SimplePet).name", "Use label."],
  ["table.operations.listPets", "Use listAnimals."],
  ["table.operations.getAllPets", "Renamed to `listPets`."],
  ["table.operations.getPet", ""],
  ["({} as table.Resources).pets.list", "Use listAnimals."],
  ["({} as table.Resources).pets.getAllPets", "Renamed to `listPets`."],
  ["({} as table.Resources).animals.all", "Renamed to `listPets`."],
  ["({} as table.Resources).pets.get", ""],
];

it("carries deprecations and former names into everything that is generated", async () => {
  const base = folder({
    "openapi.yaml": spec,
    "uses.ts": imports + uses.map(([expression]) => `void ${expression};\n`).join(""),
  });
  await generate({ specs: [{ spec: "openapi.yaml", out: "out" }] }, base);
  const program = ts.createProgram([join(base, "uses.ts")], {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    allowImportingTsExtensions: true,
    types: [],
  });
  const diagnostics = ts.getPreEmitDiagnostics(program);
  expect(
    diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
  ).toEqual([]);

  const checker = program.getTypeChecker();
  const reasonOf = (node: ts.Node): string | undefined => {
    const tag = checker
      .getSymbolAtLocation(node)
      ?.getJsDocTags(checker)
      .find(({ name }) => name === "deprecated");
    return tag && ts.displayPartsToString(tag.text);
  };
  const reads =
    program.getSourceFile(join(base, "uses.ts"))?.statements.filter(ts.isExpressionStatement) ?? [];
  const reasons = reads.map(({ expression }) => {
    const access = (expression as ts.VoidExpression).expression;
    return reasonOf(
      ts.isPropertyAccessExpression(access)
        ? access.name
        : (access as ts.ElementAccessExpression).argumentExpression,
    );
  });
  expect(uses.map(([expression], index) => [expression, reasons[index]])).toEqual(uses);

  const types =
    program
      .getSourceFile(join(base, "out/types.gen.ts"))
      ?.statements.filter(
        (node) => ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node),
      ) ?? [];
  const roots = ["paths", "webhooks", "components", "operations", "$defs"];
  expect(
    types
      .filter(({ name }) => !roots.includes(name.text))
      .map(({ name }) => [name.text, reasonOf(name)]),
  ).toEqual([
    ["Animal", "Use Being."],
    ["Pet", "Renamed to `Animal`."],
    ["SimplePet", "Renamed to `Animal`."],
    ["Tag", undefined],
  ]);
}, 60_000);

it("keeps former ids in the table, as the operation that they are", async () => {
  const base = folder({ "openapi.yaml": spec });
  await generate(
    { specs: [{ spec: "openapi.yaml", out: "out", artifacts: ["types", "operations"] }] },
    base,
  );
  const { operations } = (await import(join(base, "out/operations.gen.ts"))) as {
    operations: Record<string, Row>;
  };
  expect(
    Object.entries(operations).map(([key, { id, resource, name, deprecated }]) => [
      key,
      id,
      `${resource}.${name}`,
      deprecated,
    ]),
  ).toEqual([
    ["getAllPets", "listPets", "pets.getAllPets", "Renamed to `listPets`."],
    ["list_pets", "listPets", "pets.list", "Renamed to `listPets`."],
    ["animals.all", "listPets", "animals.all", "Renamed to `listPets`."],
    ["listPets", "listPets", "pets.list", "Use listAnimals."],
    ["getPet", "getPet", "pets.get", true],
  ]);
});

interface Row {
  id: string;
  resource: string;
  name: string;
  deprecated?: unknown;
}
