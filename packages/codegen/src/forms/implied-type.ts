import type { JsonObject } from "../document/read-document.ts";
import type { Direction } from "./direction.ts";

const objectKeywords = ["properties", "additionalProperties", "patternProperties"];
const arrayKeywords = ["items", "prefixItems"];

/**
 * Reads the types that a schema allows.
 *
 * JSON Schema lets `properties` without `type` match any value that is not an object. Authors of API
 * documents who leave `type` out mean an object, so a schema that an operation uses is read that way.
 * The same holds for `items` and arrays. A schema without a direction is taken literally.
 *
 * @returns the types, or `undefined` when the schema allows any
 */
export function typesOf(schema: JsonObject, direction: Direction): string[] | undefined {
  const { type } = schema;
  if (Array.isArray(type)) return type.filter((item) => typeof item === "string");
  if (typeof type === "string") return [type];
  if (direction === "either") return undefined;
  const implied = [
    ...(objectKeywords.some((keyword) => schema[keyword] !== undefined) ? ["object"] : []),
    ...(arrayKeywords.some((keyword) => schema[keyword] !== undefined) ? ["array"] : []),
  ];
  return implied.length === 0 ? undefined : implied;
}

/** @returns whether the direction decides which types the schema allows */
export function hasImpliedType(schema: JsonObject): boolean {
  return schema["type"] === undefined && typesOf(schema, "request") !== undefined;
}
