import { type JsonObject, isObject } from "../document/read-document.ts";
import type { SchemaForms } from "../forms/schema-forms.ts";
import { type SchemaValue, schemasIn } from "../forms/schema-value.ts";

/** @returns a schema and all schemas that may apply to the same value */
export function partsOf(schema: SchemaValue, forms: SchemaForms): JsonObject[] {
  const seen = new Set<JsonObject>();
  const visit = (part: SchemaValue): void => {
    if (!isObject(part) || seen.has(part)) return;
    seen.add(part);
    for (const inner of forms.targets.allParts(part)) visit(inner);
    for (const keyword of ["anyOf", "oneOf"]) schemasIn(part, keyword).forEach(visit);
  };
  visit(schema);
  return [...seen];
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
