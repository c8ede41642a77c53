import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import fc from "fast-check";
import ts from "typescript";
import { expect, it } from "vitest";
import { readApi } from "../../src/api/read-api.ts";
import { readDocument } from "../../src/document/read-document.ts";
import { emitExamples } from "../../src/emit/emit-examples.ts";
import { emitTypes } from "../../src/emit/types/emit-types.ts";
import { emitValidators } from "../../src/emit/validators/emit-validators.ts";
import type { Validator } from "../../src/validation/runtime.ts";
import { folder } from "../project/folder.ts";

// Type, validator and example are emitted from one representation; here they are held against
// each other: the emitter itself runs each example through its validator, and the compiler
// checks each example against its type.

const count = fc.integer({ min: 0, max: 3 });
const name = fc.constantFrom("a", "b-c", "d e", "class", "constructor");

/** Made of what the schemas below ask for, so that many of them are right. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom("x", "y", "text", "a", "b", 1, 3, -2, 9, true, false, null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom("a", "b-c", "x-1", "y.z", "kind", "p", "next"), tie("value"), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
}));

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
    fc.record(
      {
        type: fc.constantFrom("array", ["array", "null"]),
        prefixItems: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
        items: fc.oneof(fc.boolean(), tie("schema")),
        minItems: count,
        maxItems: count,
      },
      { requiredKeys: ["type", "prefixItems"] },
    ),
    fc.record({ type: fc.constant("object"), additionalProperties: tie("schema") }),
    fc.record({
      type: fc.constant("object"),
      patternProperties: fc.dictionary(fc.constantFrom("^x-", "^y\\."), tie("schema"), {
        minKeys: 1,
      }),
      additionalProperties: fc.oneof(fc.boolean(), tie("schema")),
      properties: fc.constantFrom({}, { a: { type: "integer" } }),
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

it("emits examples that their validators and their types accept, and types that accept what validators do", async () => {
  let accepted = 0;
  const property = fc.asyncProperty(
    fc.array(schema, { minLength: 10, maxLength: 25 }),
    fc.array(value, { minLength: 100, maxLength: 200 }),
    async (schemas, values) => {
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
      const validators = emitValidators(api);
      const lines = await acceptedBy(validators, named, values);
      accepted += lines.length;
      const files = {
        "/types.gen.ts": emitTypes(api),
        "/examples.gen.ts": emitExamples(api),
        "/validators.gen.ts": validators,
        "/accepted.ts": `import type { components } from "./types.gen.ts";\n${lines.join("")}`,
      };
      expect(diagnose(files)).toEqual([]);
    },
  );
  // The same draws each time: the compiler has more remarks than are known here, and each search for
  // them takes minutes. `AGREEMENT_SEED` draws others.
  const seed = Number(process.env["AGREEMENT_SEED"] ?? 20);
  await fc.assert(property, { numRuns: 12, seed });
  expect(accepted).toBeGreaterThan(1000);
}, 120_000);

it.each<[schema: object, values: unknown[]]>([
  [{ type: "array", prefixItems: [{ type: "string" }], items: { type: "number" } }, [["a", 1, 2]]],
  [{ type: "array", prefixItems: [{ type: "string" }, { type: "number" }] }, [[], ["a"]]],
  [
    {
      type: "object",
      patternProperties: { "^x-": { type: "string" } },
      additionalProperties: { type: "number" },
    },
    [{ "x-a": "b", c: 1 }, {}],
  ],
])("has a type of %j that accepts %j", async (given, values) => {
  const document = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    components: { schemas: { S: given } },
  };
  const path = join(folder({ "openapi.json": JSON.stringify(document) }), "openapi.json");
  const api = readApi(readDocument(path));
  const lines = await acceptedBy(emitValidators(api), { S: given }, values);
  expect(lines).toHaveLength(values.length);
  const text = `import type { components } from "./types.gen.ts";\n${lines.join("")}`;
  expect(diagnose({ "/types.gen.ts": emitTypes(api), "/accepted.ts": text })).toEqual([]);
});

it("checks a parameter of JSON as what its type says", async () => {
  const object = { type: "object", required: ["a"], properties: { a: { type: "integer" } } };
  const content = (key: string, type: string): object => ({
    name: key,
    in: "query",
    content: { [type]: { schema: object } },
  });
  const parameters = [content("filter", "application/json"), content("other", "application/xml")];
  const responses = { "204": { description: "Done" } };
  const document = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: { "/a": { get: { operationId: "getA", parameters, responses } } },
  };
  const path = join(folder({ "openapi.json": JSON.stringify(document) }), "openapi.json");
  const api = readApi(readDocument(path));
  const validators = emitValidators(api);
  const { getAQuery } = await validatorsIn(validators);
  expect(getAQuery?.is({ filter: { a: 1 }, other: "<a/>" })).toBe(true);
  expect(getAQuery?.is({ filter: "{}" })).toBe(false);
  expect(getAQuery?.is({ other: { a: 1 } })).toBe(false);
  const use = `import type { operations } from "./types.gen.ts";
export const query: operations["getA"]["parameters"]["query"] = { filter: { a: 1 }, other: "<a/>" };
`;
  const types = emitTypes(api);
  expect(
    diagnose({ "/types.gen.ts": types, "/validators.gen.ts": validators, "/a.ts": use }),
  ).toEqual([]);
});

async function validatorsIn(text: string): Promise<Record<string, Validator<unknown>>> {
  const code = stripTypeScriptTypes(text);
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Record<
    string,
    Validator<unknown>
  >;
}

/**
 * @returns a line for each value and each schema whose validator accepts it, which compiles when its type does so
 * too; the value stands there as a type, since one that is written out must not have a property too many
 */
async function acceptedBy(
  validators: string,
  schemas: Readonly<Record<string, unknown>>,
  values: readonly unknown[],
): Promise<string[]> {
  const all = await validatorsIn(validators);
  const lines: string[] = [];
  for (const [key, given] of Object.entries(schemas)) {
    // In TypeScript every object has a `constructor`, and one that a schema describes is another.
    if (JSON.stringify(given).includes("constructor")) continue;
    for (const item of values) {
      if (all[key]?.is(item) !== true) continue;
      lines.push(
        `export const v${lines.length}: components["schemas"]["${key}"] = null! as ${JSON.stringify(item)};\n`,
      );
    }
  }
  return lines;
}

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
  const found = ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, "\n");
    return `${file?.fileName ?? ""} ${file?.text.slice(start, start + 200) ?? ""}\n${text}`;
  });
  // A remark of the compiler's on what looks like a slip, not on what the type allows: an object that
  // has no property of a type whose properties are all optional. In a union it does not say why.
  const remarks =
    /accepted\.ts[^]*(has no properties in common with type|is not assignable to type '(?=[^']*\|)[^']*\?: )/;
  return found.filter((text) => !remarks.test(text));
}
