import fc from "fast-check";

type Json = Record<string, unknown>;

/** How many named schemas a document has. */
export const schemaCount = 14;

/** The names of all properties. */
export const names: readonly string[] = ["a", "b", "c"];

const name = fc.constantFrom(...names);
const ref = fc.nat(schemaCount - 1).map((n): Json => ({ $ref: `#/components/schemas/S${n}` }));
const count = fc.integer({ min: 0, max: 2 });

/** JSON values out of few words, so that many of them match many schemas. */
const values = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("x", "y", "z", 1, 2, 1.5, true, false, null),
    fc.array(tie("value"), { maxLength: 2 }),
    fc.dictionary(name, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

export const value: fc.Arbitrary<unknown> = values.value;

/** @returns the arbitrary with marks of direction on some of its schemas */
function marked(schema: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(schema, fc.constantFrom("", "", "", "readOnly", "writeOnly"))
    .map(([item, mark]) =>
      mark === "" || typeof item !== "object" ? item : { ...(item as Json), [mark]: true },
    );
}

/** The properties of an object, some of which are required. */
function objects(schema: fc.Arbitrary<unknown>): fc.Arbitrary<Json> {
  return fc.record(
    {
      type: fc.constantFrom("object", ["object", "null"]),
      properties: fc.dictionary(name, marked(schema), { maxKeys: 3, noNullPrototype: true }),
      required: fc.uniqueArray(name, { maxLength: 2 }),
    },
    { requiredKeys: ["properties"] },
  );
}

const enums = fc.record(
  {
    type: fc.constantFrom("string", ["string", "null"], ["string", "number"]),
    enum: fc.uniqueArray(fc.constantFrom("x", "y", 1, null), { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ["enum"] },
);

const leaves: fc.Arbitrary<unknown>[] = [
  fc.record({
    type: fc.constantFrom("string", "boolean", "null", "number", ["string", "null"]),
  }),
  enums,
  fc.record({ const: fc.constantFrom("x", 1, null) }),
  fc.boolean(),
  ref,
];

/**
 * Schemas that TypeScript can express: their types allow what their validators accept and nothing
 * else.
 */
const exactSchemas = fc.letrec<{ exact: unknown; object: unknown }>((tie) => ({
  exact: fc.oneof(
    { maxDepth: 4 },
    ...leaves,
    objects(tie("exact")),
    fc.record({ type: fc.constant("array"), items: tie("exact") }),
    fc.record({ items: tie("exact") }),
    fc.record({ type: fc.constant("object"), additionalProperties: tie("exact") }),
    fc.record({ additionalProperties: tie("exact") }),
    fc.record({ allOf: fc.array(tie("object"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ anyOf: fc.array(tie("exact"), { minLength: 1, maxLength: 2 }) }),
    fc
      .tuple(ref, fc.uniqueArray(name, { minLength: 1, maxLength: 2 }))
      .map(([item, required]) => ({ ...item, required })),
  ),
  object: fc.oneof(
    { maxDepth: 2 },
    objects(tie("exact")),
    fc.record({ required: fc.uniqueArray(name, { minLength: 1, maxLength: 2 }) }),
    ref,
    fc.record({
      anyOf: fc.array(fc.record({ required: fc.tuple(name) }), { minLength: 1, maxLength: 2 }),
    }),
  ),
}));

export const exact: fc.Arbitrary<unknown> = exactSchemas.exact;

const openEnums = fc.record({
  type: fc.constant("string"),
  enum: fc.uniqueArray(fc.constantFrom("x", "y", "z"), { minLength: 2, maxLength: 3 }),
});

// A literal type, such as `true` or `null`, would make a property a discriminant, and TypeScript then
// takes any object without that property for each of the alternatives.
const plain = fc.oneof(
  openEnums,
  fc.record({ type: fc.constantFrom("string", "number", ["string", "number"]) }),
  fc.record({ type: fc.constant("array"), items: openEnums }),
);

/** Alternatives that are all open in a response: enums of several values, and objects. */
export const overlapping: fc.Arbitrary<unknown> = fc.record({
  oneOf: fc.array(fc.oneof(openEnums, objects(plain)), { minLength: 2, maxLength: 3 }),
});

/** Schemas of every kind. */
const anySchemas = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    ...leaves,
    fc.record(
      { type: fc.constant("string"), minLength: count, maxLength: count },
      { requiredKeys: [] },
    ),
    fc.record({ type: fc.constantFrom("integer", "number"), maximum: count }),
    objects(tie("any")),
    fc
      .tuple(objects(tie("any")), fc.oneof(fc.boolean(), tie("any")))
      .map(([object, additionalProperties]) => ({ ...object, additionalProperties })),
    fc.record(
      {
        type: fc.constantFrom("object", ["object", "null"]),
        patternProperties: fc.dictionary(fc.constantFrom("^a", "b$", "^c"), tie("any"), {
          maxKeys: 2,
          noNullPrototype: true,
        }),
        properties: fc.dictionary(name, tie("any"), { maxKeys: 1, noNullPrototype: true }),
        additionalProperties: fc.oneof(fc.boolean(), tie("any")),
      },
      { requiredKeys: ["patternProperties"] },
    ),
    fc.record(
      {
        type: fc.constantFrom("array", ["array", "null"]),
        prefixItems: fc.array(tie("any"), { minLength: 1, maxLength: 2 }),
        items: fc.oneof(fc.boolean(), tie("any")),
        minItems: count,
        maxItems: count,
      },
      { requiredKeys: [] },
    ),
    fc.record({ oneOf: fc.array(tie("any"), { minLength: 1, maxLength: 2 }) }),
    fc.record({ anyOf: fc.array(tie("any"), { minLength: 1, maxLength: 2 }) }),
    fc.record({ allOf: fc.array(tie("any"), { minLength: 1, maxLength: 2 }) }),
    fc.record({ not: tie("any") }),
    fc.record({ if: tie("any"), then: tie("any"), else: tie("any") }),
    fc
      .tuple(objects(tie("any")), fc.array(tie("any"), { minLength: 1, maxLength: 2 }))
      .map(([object, allOf]) => ({ ...object, allOf })),
  ),
}));

export const any: fc.Arbitrary<unknown> = anySchemas.any;
