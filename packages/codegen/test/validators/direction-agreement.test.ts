import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { readApi } from "../../src/api/read-api.ts";
import { DocumentError } from "../../src/document/problems/problem.ts";
import { isObject, readDocument } from "../../src/document/read-document.ts";
import { emitValidators } from "../../src/emit/validators/emit-validators.ts";
import { emitTypes } from "../../src/emit/types/emit-types.ts";
import type { Validator } from "../../src/validation/runtime.ts";
import { type Diagnosis, diagnose } from "../diagnose.ts";
import { folder } from "../project/folder.ts";
import { any, exact, names, overlapping, schemaCount, value } from "./schema-arbitraries.ts";

// Schemas are drawn at random, and used in requests, in responses, in both and in none. For each
// direction, validator and type must agree on values that are drawn at random, too.

/** The validator and the type of one schema in one direction. */
interface Pair {
  type: string;
  validator: Validator<unknown>;
}

const every: readonly Usage[] = ["none", "request", "response", "both"];

type Usage = "none" | "request" | "response" | "both";

function documentOf(schemas: readonly unknown[], usages: readonly Usage[]): object {
  const paths = schemas.map((_, index): [string, object] => {
    const usage = usages[index % usages.length] ?? "none";
    const schema = { $ref: `#/components/schemas/S${index}` };
    const content = { content: { "application/json": { schema } } };
    const isIn = (way: string): boolean => usage === way || usage === "both";
    const requestBody = isIn("request") ? { requestBody: { required: true, ...content } } : {};
    const response = { description: "x", ...(isIn("response") ? content : {}) };
    return [
      `/s${index}`,
      { put: { operationId: `op${index}`, ...requestBody, responses: { 200: response } } },
    ];
  });
  return {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: Object.fromEntries(paths),
    components: {
      schemas: Object.fromEntries(schemas.map((schema, index) => [`S${index}`, schema])),
    },
  };
}

/** @returns the generated types, and every pair; `undefined` when the schemas are not a sound document */
async function generated(
  schemas: readonly unknown[],
  usages: readonly Usage[] = every,
): Promise<{ types: string; validators: string; pairs: Pair[] } | undefined> {
  const text = JSON.stringify(documentOf(schemas, usages));
  const path = join(folder({ "openapi.json": text }), "openapi.json");
  try {
    const api = readApi(readDocument(path));
    const [types, validators] = [emitTypes(api), emitValidators(api)];
    const code = stripTypeScriptTypes(validators);
    const all = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Record<
      string,
      Validator<unknown>
    >;
    const pairs = Object.entries(all).flatMap(([key, validator]): Pair[] => {
      if (/^S\d+(Input)?$/.test(key)) return [{ type: `Types.${key}`, validator }];
      const [, id, part] = /^(op\d+)(Body|200)$/.exec(key) ?? [];
      if (id === undefined) return [];
      const holder = part === "Body" ? '["requestBody"]' : '["responses"][200]';
      const type = `Types.operations["${id}"]${holder}["content"]["application/json"]`;
      return [{ type, validator }];
    });
    return { types, validators, pairs };
  } catch (error) {
    // A schema may be a part of itself.
    if (error instanceof DocumentError) return undefined;
    throw error;
  }
}

/**
 * Writes a value as the type that only this value has. TypeScript takes it for a slip when an object
 * shares no property with a type whose properties are all optional, so each object has all names.
 */
function typeOf(item: unknown): string {
  if (Array.isArray(item)) return `[${item.map(typeOf).join(", ")}]`;
  if (!isObject(item)) return JSON.stringify(item);
  const members = names.map((name) =>
    Object.hasOwn(item, name) ? `${name}: ${typeOf(item[name])}` : `${name}?: never`,
  );
  return `{ ${members.join("; ")} }`;
}

// The same draws each time. `AGREEMENT_SEED` draws others.
const seed = Number(process.env["AGREEMENT_SEED"] ?? 7);
const numRuns = Number(process.env["AGREEMENT_RUNS"] ?? 5);

it("has types that allow every value that the validators accept", async () => {
  let accepted = 0;
  const schemas = fc.array(any, { minLength: schemaCount, maxLength: schemaCount });
  const values = fc.array(value, { minLength: 60, maxLength: 60 });
  const property = fc.asyncProperty(schemas, values, async (given, drawn) => {
    const result = await generated(given);
    fc.pre(result !== undefined);
    const lines = result.pairs.flatMap(({ type, validator }) =>
      drawn
        .filter((item) => validator.is(item))
        .map((item) => `${type} = null! as ${typeOf(item)}`),
    );
    accepted += lines.length;
    const use = lines.map((line, index) => `export const v${index}: ${line};\n`).join("");
    const found = diagnose({
      "/types.gen.ts": result.types,
      "/validators.gen.ts": result.validators,
      "/use.ts": `import type * as Types from "./types.gen.ts";\n${use}`,
    });
    expect(explain(found, given, result.types)).toEqual([]);
  });
  await fc.assert(property, { numRuns, seed, endOnFailure: true });
  expect(accepted).toBeGreaterThan(200 * numRuns);
}, 300_000);

it.each<[kind: string, schema: fc.Arbitrary<unknown>, usages: readonly Usage[]]>([
  ["schemas", exact, every],
  ["alternatives that overlap in a response", overlapping, ["response"]],
])(
  "has validators that accept every value that the types of %s allow",
  async (_, schema, usages) => {
    let rejected = 0;
    const schemas = fc.array(schema, { minLength: schemaCount, maxLength: schemaCount });
    const values = fc.array(value, { minLength: 60, maxLength: 60 });
    const property = fc.asyncProperty(schemas, values, async (given, drawn) => {
      const result = await generated(given, usages);
      fc.pre(result !== undefined);
      const lines = result.pairs.flatMap(({ type, validator }) =>
        drawn.map((item) =>
          validator.is(item)
            ? `${type} = null! as ${typeOf(item)}`
            : `[${typeOf(item)}] extends [${type}] ? false : true = true`,
        ),
      );
      rejected += lines.filter((line) => line.endsWith("= true")).length;
      const use = lines.map((line, index) => `export const v${index}: ${line};\n`).join("");
      const found = diagnose({
        "/types.gen.ts": result.types,
        "/use.ts": `import type * as Types from "./types.gen.ts";\n${use}`,
      });
      expect(explain(found, given, result.types)).toEqual([]);
    });
    await fc.assert(property, { numRuns, seed, endOnFailure: true });
    expect(rejected).toBeGreaterThan(200 * numRuns);
  },
  300_000,
);

/** Adds to what the compiler says the schema that it is about, and the type of that schema. */
function explain(
  found: readonly Diagnosis[],
  schemas: readonly unknown[],
  types: string,
): object[] {
  return found.map((diagnosis) => {
    const [, number = ""] = /\b(?:S|op)(\d+)/.exec(diagnosis.line) ?? [];
    const declaration = new RegExp(
      `^export (?:interface|type) S${number}(?:Input)?\\b[^]*?\n(?=\n|$)`,
      "gm",
    );
    const schema = JSON.stringify(schemas[Number(number)]);
    return { ...diagnosis, schema, types: types.match(declaration) };
  });
}
