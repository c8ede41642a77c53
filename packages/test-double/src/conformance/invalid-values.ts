import type { Validator } from "../contract/contract.ts";
import { type DocumentReader, isObject, listAt, objectAt } from "../contract/document.ts";
import { schemasOfProperty } from "../values/merge-schemas.ts";

/** An invalid value, and the rule that it breaks. */
export interface InvalidValue {
  /** The rule in words, such as `name: longer than 64 characters`. */
  readonly rule: string;
  readonly value: unknown;
}

type Schema = Readonly<Record<string, unknown>>;

const maxDepth = 3;
/** Longer texts than this are not sent. */
const maxText = 100_000;

/**
 * Derives invalid values from a valid one: each breaks one rule of the schema. The validator confirms
 * that each of them is invalid.
 */
export function invalidValues(
  reader: DocumentReader,
  schema: unknown,
  valid: unknown,
  validator: Validator,
): readonly InvalidValue[] {
  const found = variants(reader, schema, valid, "", 0).filter(({ value }) => !validator.is(value));
  return [
    ...new Map(found.map((each) => [JSON.stringify([each.rule, each.value]), each])).values(),
  ];
}

/** Returns a schema with the parts of `allOf` and the first branch of `anyOf` that is not null. */
function flatten(reader: DocumentReader, given: unknown, depth = 0): Schema {
  const schema = reader.resolve(given);
  if (depth > maxDepth) return schema;
  const branches = [...listAt(schema, "anyOf"), ...listAt(schema, "oneOf")];
  const branch = branches.find((each) => reader.resolve(each)["type"] !== "null");
  const parts = [...listAt(schema, "allOf"), ...(branch === undefined ? [] : [branch])];
  return Object.assign(
    {},
    ...parts.map((part) => flatten(reader, part, depth + 1)),
    schema,
  ) as Schema;
}

function variants(
  reader: DocumentReader,
  given: unknown,
  valid: unknown,
  place: string,
  depth: number,
): InvalidValue[] {
  const schema = flatten(reader, given);
  const named = (rule: string): string => (place === "" ? rule : `${place}: ${rule}`);
  const own: InvalidValue[] = [
    { rule: named("a number"), value: 5 },
    { rule: named("a string"), value: "x" },
    { rule: named("a boolean"), value: true },
    { rule: named("a list"), value: ["x"] },
    { rule: named("an object"), value: { x: "x" } },
    { rule: named("a list of numbers"), value: [5] },
    { rule: named("an object with a number"), value: { x: 5 } },
    ...(place === "" ? [{ rule: "null", value: null }] : []),
    ...limits(schema).map(({ rule, value }) => ({ rule: named(rule), value })),
  ];
  if (depth >= maxDepth || !isObject(valid)) return own;
  return [...own, ...objectVariants(reader, schema, valid, place, depth)];
}

/** Returns values just beyond the limits of a schema. */
function limits(schema: Schema): readonly InvalidValue[] {
  const number = (keyword: string): number | undefined =>
    typeof schema[keyword] === "number" ? schema[keyword] : undefined;
  const found: InvalidValue[] = [];
  const [minimum, maximum] = [number("minimum"), number("maximum")];
  if (minimum !== undefined) found.push({ rule: `below ${minimum}`, value: minimum - 1 });
  if (maximum !== undefined) found.push({ rule: `above ${maximum}`, value: maximum + 1 });
  if ([schema["type"]].flat().includes("integer")) found.push({ rule: "a fraction", value: 1.5 });
  const { minLength, maxLength = 0 } = {
    minLength: number("minLength"),
    maxLength: number("maxLength"),
  };
  if (minLength !== undefined && minLength > 0) found.push({ rule: "empty", value: "" });
  if (maxLength > 0 && maxLength < maxText)
    found.push({ rule: `longer than ${maxLength} characters`, value: "x".repeat(maxLength + 1) });
  if (typeof schema["pattern"] === "string")
    for (const text of [" ", "\u0000", "-", "\u2028", "a b"])
      found.push({ rule: `${JSON.stringify(text)} against the pattern`, value: text });
  if (Array.isArray(schema["enum"]))
    found.push({ rule: "not in the enum", value: "not-in-the-enum" });
  return found;
}

function objectVariants(
  reader: DocumentReader,
  schema: Schema,
  valid: Schema,
  place: string,
  depth: number,
): InvalidValue[] {
  const at = (name: string): string => (place === "" ? name : `${place}.${name}`);
  const required = listAt(schema, "required").map((name): InvalidValue => {
    const { [String(name)]: _, ...without } = valid;
    return { rule: `${at(String(name))} is missing`, value: without };
  });
  const names = Object.keys(objectAt(schema, "properties"));
  const inner = names.flatMap((name) => {
    const [property] = schemasOfProperty(schema, name);
    return variants(reader, property, valid[name], at(name), depth + 1).map(({ rule, value }) => ({
      rule,
      value: { ...valid, [name]: value },
    }));
  });
  const unknown = {
    rule: `${at("unknown_field")} is unknown`,
    value: { ...valid, unknown_field: 1 },
  };
  const { maxProperties } = schema;
  const many =
    typeof maxProperties === "number"
      ? [
          {
            rule: `${place || "body"} has more than ${maxProperties} properties`,
            value: Object.fromEntries(
              Array.from({ length: maxProperties + 1 }, (_, index) => [`k${index}`, "x"]),
            ),
          },
        ]
      : [];
  const keys = limits(flatten(reader, schema["propertyNames"]))
    .filter(({ value }) => typeof value === "string")
    .map(({ rule, value }) => ({
      rule: `${at("a key")}: ${rule}`,
      value: { ...valid, [String(value)]: "x" },
    }));
  const others = isObject(schema["additionalProperties"])
    ? limits(flatten(reader, schema["additionalProperties"])).map(({ rule, value }) => ({
        rule: `${at("a value")}: ${rule}`,
        value: { ...valid, k: value },
      }))
    : [];
  return [...required, ...inner, unknown, ...many, ...keys, ...others];
}
