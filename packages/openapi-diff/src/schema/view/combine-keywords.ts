import { type SchemaValue, isObject } from "@sandboxes/codegen/in-memory";
import type { Joiner } from "./joiner.ts";
import { sameJson } from "../same-json.ts";
import type { Held } from "./view.ts";

/** Bounds of which the greater one applies. */
const lower = new Set([
  "minimum",
  "exclusiveMinimum",
  "minLength",
  "minItems",
  "minProperties",
  "minContains",
]);

/** Bounds of which the smaller one applies. */
const upper = new Set([
  "maximum",
  "exclusiveMaximum",
  "maxLength",
  "maxItems",
  "maxProperties",
  "maxContains",
]);

/** Keywords whose value is a schema, all of which apply. */
const schemas = new Set(["items", "additionalProperties", "contains", "propertyNames"]);

/** Maps of schemas, which are merged by name. */
const maps = new Set(["patternProperties", "dependentSchemas", "dependentRequired"]);

/**
 * Combines a keyword of two parts of an `allOf`.
 *
 * @returns a value that is equivalent to both, or `undefined` when there is none
 */
export function combine(
  field: string,
  one: Held<unknown>,
  other: Held<unknown>,
  joiner: Joiner,
): Held<unknown> | undefined {
  if (sameJson(one.value, other.value)) return one;
  if (lower.has(field)) return Number(other.value) > Number(one.value) ? other : one;
  if (upper.has(field)) return Number(other.value) < Number(one.value) ? other : one;
  if (field === "uniqueItems") return one.value === true ? one : other;
  // Each `additionalProperties: false` refers only to the properties next to it.
  if (field === "additionalProperties") return undefined;
  if (schemas.has(field))
    return { value: joiner.join(one.value as SchemaValue, other.value as SchemaValue), at: one.at };
  if (maps.has(field) && isObject(one.value) && isObject(other.value)) {
    const names = Object.keys(one.value).filter((name) =>
      Object.hasOwn(other.value as object, name),
    );
    if (names.length > 0) return undefined;
    return { value: { ...one.value, ...other.value }, at: one.at };
  }
  if (field === "not") return { value: { anyOf: [one.value, other.value] }, at: one.at };
  return undefined;
}
