import { type JsonObject, isObject } from "../document/json-object.ts";

/** A schema as the document has it: an object, or `true` or `false`. */
export type SchemaValue = JsonObject | boolean;

/** @returns the schemas of a keyword such as `allOf`; none where it is not an array */
export function schemasIn(schema: JsonObject, keyword: string): SchemaValue[] {
  const list = schema[keyword];
  return Array.isArray(list) ? (list as SchemaValue[]) : [];
}

/** @returns the schemas of a keyword such as `properties`, by name; none where it is not an object */
export function schemaMap(schema: JsonObject, keyword: string): Record<string, SchemaValue> {
  const map = schema[keyword];
  return isObject(map) ? (map as Record<string, SchemaValue>) : {};
}

/** @returns the names in `required` */
export function requiredNames(schema: JsonObject): string[] {
  const { required } = schema;
  return Array.isArray(required) ? required.filter((name) => typeof name === "string") : [];
}
