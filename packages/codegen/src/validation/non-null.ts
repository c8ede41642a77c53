import { type JsonObject, isObject } from "../document/json-object.ts";
import type { SchemaValue } from "../forms/schema-value.ts";

/** @returns the other of two alternatives, if one is just `null` */
export function nonNull(alternatives: readonly SchemaValue[]): JsonObject | undefined {
  if (alternatives.length !== 2) return undefined;
  const isNull = (item: SchemaValue): boolean =>
    isObject(item) && item["type"] === "null" && Object.keys(item).length === 1;
  const other = alternatives.find((item) => !isNull(item));
  return alternatives.some(isNull) && isObject(other) ? other : undefined;
}
