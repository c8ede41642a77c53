import { type JsonObject, type SchemaValue, isObject } from "@sandboxes/codegen/in-memory";
import { attributeOf } from "./view/attribute-of.ts";
import type { Way } from "./finding.ts";
import { sameJson } from "./same-json.ts";
import type { ViewReader } from "./view/view-reader.ts";

/** Keywords whose schemas all apply to the same value. */
const composing = ["allOf", "oneOf", "anyOf", "not", "if", "dependentSchemas", "discriminator"];

/** Keywords that contain one schema. */
const single = ["items", "additionalProperties", "contains", "propertyNames", "contentSchema"];

/**
 * Splits two textually equal schemas into their references, because only those can differ. This is much
 * faster than comparing every keyword.
 *
 * @returns the pairs of schemas that are left to compare, or `undefined` when the schemas are
 *   not textually equal, or must be compared as a whole
 */
export function equalTrees(
  old: SchemaValue,
  now: SchemaValue,
  way: Way,
  reader: ViewReader,
): [SchemaValue, SchemaValue][] | undefined {
  if (!isObject(old) || !isObject(now) || isComposed(old) || typeof old["$ref"] === "string")
    return undefined;
  if (!sameJson(old, now)) return undefined;
  const found: [SchemaValue, SchemaValue][] = [];
  const visit = (one: unknown, other: unknown): void => {
    if (!isObject(one) || !isObject(other)) return;
    if (typeof one["$ref"] === "string" || isComposed(one)) found.push([one, other]);
    else visitParts(one, other);
  };
  const visitParts = (one: JsonObject, other: JsonObject): void => {
    const attribute = way === "request" ? "readOnly" : "writeOnly";
    visitMap(one["properties"], other["properties"], (value) =>
      attributeOf(reader, value, attribute),
    );
    visitMap(one["patternProperties"], other["patternProperties"]);
    for (const field of single) visit(one[field], other[field]);
    const [prefix, otherPrefix] = [one["prefixItems"], other["prefixItems"]];
    if (Array.isArray(prefix) && Array.isArray(otherPrefix))
      for (const [index, item] of prefix.entries()) visit(item, otherPrefix[index]);
  };
  const visitMap = (
    one: unknown,
    other: unknown,
    isLeftOut: (value: SchemaValue) => boolean = () => false,
  ): void => {
    if (!isObject(one) || !isObject(other)) return;
    for (const [name, value] of Object.entries(one))
      if (!isLeftOut(value as SchemaValue)) visit(value, other[name]);
  };
  visitParts(old, now);
  return found;
}

function isComposed(schema: JsonObject): boolean {
  return composing.some((field) => field in schema);
}
