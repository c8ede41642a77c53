import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import { validatorOf } from "../project/compile.ts";

// Two implementations that share no code must agree on any schema and any value.

/** JSON as it arrives: with the prototype that ajv expects. */
const plain = (json: unknown): unknown => JSON.parse(JSON.stringify(json));

// ajv 8 fails on an object that has a property `toString`, and takes an empty array for one that
// has what `contains` asks for when `prefixItems` stands beside it: the table covers both.
const name = fc.constantFrom("a", "b", "c", "d");
const small = fc.integer({ min: -3, max: 5 });
const integer = fc.maxSafeInteger();
const count = fc.integer({ min: 0, max: 3 });
const text = fc.string({ unit: fc.constantFrom("a", "b", "é", "💩"), maxLength: 4 });

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false, 1.5),
    small,
    integer,
    text,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(name, tie("value"), { maxKeys: 3 }),
  ),
}));

const { schema } = fc.letrec<{ schema: unknown; schemas: unknown[] }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.boolean(),
    fc.record({
      type: fc.constantFrom(
        "string",
        "integer",
        "number",
        "boolean",
        "null",
        "array",
        "object",
        ["string", "null"],
        ["integer", "array"],
      ),
    }),
    fc.record({
      enum: fc.uniqueArray(value, {
        minLength: 1,
        maxLength: 3,
        comparator: (a, b) => JSON.stringify(a) === JSON.stringify(b),
      }),
    }),
    fc.record({ const: value }),
    fc.record(
      { minimum: small, exclusiveMaximum: small, multipleOf: fc.constantFrom(1, 2, 3, 7, 0.5) },
      { requiredKeys: [] },
    ),
    fc.record(
      {
        minLength: count,
        maxLength: count,
        pattern: fc.constantFrom("^a", "b$", "é|💩", "^.{2}$"),
      },
      { requiredKeys: [] },
    ),
    fc.record(
      {
        items: tie("schema"),
        prefixItems: tie("schemas"),
        minItems: count,
        maxItems: count,
        uniqueItems: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    fc.record(
      { contains: tie("schema"), minContains: count, maxContains: count },
      { requiredKeys: ["contains"] },
    ),
    fc.record(
      {
        properties: fc.dictionary(name, tie("schema"), { maxKeys: 3 }),
        patternProperties: fc.dictionary(fc.constantFrom("^a", "b", "o"), tie("schema"), {
          maxKeys: 2,
        }),
        additionalProperties: tie("schema"),
        propertyNames: tie("schema"),
        required: fc.uniqueArray(name, { maxLength: 2 }),
        minProperties: count,
        maxProperties: count,
        dependentRequired: fc.dictionary(name, fc.uniqueArray(name, { maxLength: 2 }), {
          maxKeys: 1,
        }),
        dependentSchemas: fc.dictionary(name, tie("schema"), { maxKeys: 1 }),
      },
      { requiredKeys: [] },
    ),
    fc.record({ allOf: tie("schemas") }),
    fc.record({ anyOf: tie("schemas") }),
    fc.record({ oneOf: tie("schemas") }),
    fc.record({ not: tie("schema") }),
    fc.record({ if: tie("schema"), then: tie("schema"), else: tie("schema") }),
  ),
  schemas: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }),
}));

it("agrees with ajv on any schema and any value", async () => {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  await fc.assert(
    fc.asyncProperty(
      schema.map(plain),
      fc.array(value.map(plain), { minLength: 5, maxLength: 15 }),
      async (given, values) => {
        const [wanted, got] = [ajv.compile(given as object), await validatorOf(given)];
        for (const item of values) {
          expect([item, got.is(item)]).toEqual([item, wanted(item)]);
          const issues = got.issues(item);
          expect(issues.length === 0).toBe(got.is(item));
          for (const most of [0, 1, 2, 3])
            expect(got.issues(item, most)).toEqual(issues.slice(0, most));
        }
      },
    ),
    { numRuns: 400 },
  );
}, 60_000);
