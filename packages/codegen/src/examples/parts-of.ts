import { type JsonObject, isObject } from "../document/read-document.ts";
import type { SchemaForms } from "../forms/schema-forms.ts";
import { type SchemaValue, schemasIn } from "../forms/schema-value.ts";

/** @returns a schema and all schemas that may apply to the same value */
export function partsOf(
  schema: SchemaValue,
  forms: SchemaForms,
  seen: Set<SchemaValue> = new Set(),
): JsonObject[] {
  if (!isObject(schema) || seen.has(schema)) return [];
  seen.add(schema);
  const parts = [
    ...forms.targets.allParts(schema),
    ...["anyOf", "oneOf"].flatMap((keyword) => schemasIn(schema, keyword)),
  ];
  return [schema, ...parts.flatMap((part) => partsOf(part, forms, seen))];
}

/** @returns the schemas that may apply to an item of an array, from those of the array */
export function schemasOfItem(
  schemas: readonly SchemaValue[],
  index: number,
  forms: SchemaForms,
): SchemaValue[] {
  const parts = schemas.flatMap((schema) => partsOf(schema, forms));
  return parts.flatMap((part) => [
    ...(part["items"] === undefined ? [] : [part["items"] as SchemaValue]),
    ...schemasIn(part, "prefixItems").slice(index, index + 1),
  ]);
}
