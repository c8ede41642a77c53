import { join } from "node:path";
import fc from "fast-check";
import ts from "typescript";
import { expect, it } from "vitest";
import { readApi } from "../src/api/read-api.ts";
import { readDocument } from "../src/document/read-document.ts";
import { emitExamples } from "../src/emit/emit-examples.ts";
import { emitTypes } from "../src/emit/openapi-typescript.ts";
import { emitValidators } from "../src/emit/emit-validators.ts";
import { folder } from "./folder.ts";

// Type, validator and example are emitted from one representation; here they are held against
// each other: the emitter itself runs each example through its validator, and the compiler
// checks each example against its type.

const count = fc.integer({ min: 0, max: 3 });
const name = fc.constantFrom("a", "b-c", "d e", "class", "constructor");

const { schema } = fc.letrec<{ schema: Record<string, unknown> }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.record({
      type: fc.constant("string"),
      minLength: count,
      format: fc.constantFrom(undefined, "email", "x-own"),
    }),
    fc.record({ type: fc.constant("string"), format: fc.constantFrom("uuid", "date-time") }),
    fc.record({ type: fc.constant(["string", "null"]), maxLength: count }),
    fc.record({
      type: fc.constantFrom("integer", "number"),
      minimum: fc.integer({ min: -9, max: 0 }),
      maximum: fc.integer({ min: 9, max: 20 }),
      multipleOf: fc.constantFrom(1, 3),
    }),
    fc.record({ type: fc.constantFrom("boolean", "null") }),
    fc.record({
      enum: fc.uniqueArray(fc.constantFrom("x", "y", 1, -2, true, null), { minLength: 1 }),
    }),
    fc.record({ const: fc.constantFrom("x", 1, null, false) }),
    fc.record({ type: fc.constant("array"), items: tie("schema"), minItems: count }),
    fc.record({
      type: fc.constant("array"),
      prefixItems: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
      items: fc.constant(false),
    }),
    fc.record({ type: fc.constant("object"), additionalProperties: tie("schema") }),
    fc.record({
      type: fc.constant("object"),
      patternProperties: fc.dictionary(fc.constantFrom("^x-", "^y\\."), tie("schema"), {
        minKeys: 1,
      }),
      additionalProperties: fc.constant(false),
    }),
    fc
      .tuple(
        fc.dictionary(name, tie("schema"), { maxKeys: 3, noNullPrototype: true }),
        fc.boolean(),
      )
      .map(([properties, all]) => ({
        type: "object",
        properties,
        required: all ? Object.keys(properties) : [],
      })),
    fc.record({
      oneOf: fc.constant([
        { type: "object", required: ["kind"], properties: { kind: { const: "a" } } },
        {
          type: "object",
          required: ["kind"],
          properties: { kind: { const: "b" }, n: { type: "integer" } },
        },
      ]),
    }),
    fc.record({ anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }) }),
    fc.record({
      allOf: fc.constant([
        { type: "object", properties: { p: { type: "string" } }, required: ["p"] },
        { type: "object", properties: { q: { type: "integer" } } },
      ]),
    }),
    fc.constant({ $ref: "#/components/schemas/Node" }),
  ),
}));

it("emits examples that their validators and their types accept", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(schema, { minLength: 10, maxLength: 25 }), async (schemas) => {
      const named = Object.fromEntries(schemas.map((item, index) => [`S${index}`, item]));
      const Node = {
        type: "object",
        required: ["next"],
        properties: { next: { anyOf: [{ type: "null" }, { $ref: "#/components/schemas/Node" }] } },
      };
      const document = {
        openapi: "3.1.0",
        info: { title: "T", version: "1" },
        components: { schemas: { Node, ...named } },
      };
      const path = join(folder({ "openapi.json": JSON.stringify(document) }), "openapi.json");
      const api = readApi(readDocument(path));
      const files = {
        "/types.gen.ts": emitTypes(api),
        "/examples.gen.ts": emitExamples(api),
        "/validators.gen.ts": emitValidators(api),
      };
      expect(diagnose(files)).toEqual([]);
    }),
    { numRuns: 12 },
  );
}, 120_000);

const libraries = new Map<string, ts.SourceFile | undefined>();

function diagnose(files: Readonly<Record<string, string>>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    isolatedDeclarations: true,
    declaration: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (file, target) => {
    const text = files[file];
    if (text !== undefined) return ts.createSourceFile(file, text, target);
    if (!libraries.has(file)) libraries.set(file, getSourceFile(file, target));
    return libraries.get(file);
  };
  host.fileExists = (file) => file in files || fileExists(file);
  host.readFile = (file) => files[file] ?? readFile(file);
  const program = ts.createProgram(Object.keys(files), options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, "\n");
    return `${file?.fileName ?? ""} ${file?.text.slice(start, start + 200) ?? ""}\n${text}`;
  });
}
