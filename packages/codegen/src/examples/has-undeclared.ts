import { isObject } from "../document/read-document.ts";
import type { SchemaForms } from "../forms/schema-forms.ts";
import { type SchemaValue, schemaMap } from "../forms/schema-value.ts";
import { partsOf, schemasOfItem } from "./parts-of.ts";

/** @returns whether a value has, at any depth, a property that its schemas neither name nor leave free */
export function hasUndeclared(
  value: unknown,
  schemas: readonly SchemaValue[],
  forms: SchemaForms,
): boolean {
  if (Array.isArray(value))
    return value.some((item: unknown, index) =>
      hasUndeclared(item, schemasOfItem(schemas, index, forms), forms),
    );
  if (!isObject(value)) return false;
  const parts = schemas.flatMap((schema) => partsOf(schema, forms));
  // Any property may be one of these: which pattern a name matches makes no difference to its type.
  const free = parts.flatMap((part): SchemaValue[] => [
    ...(isObject(part["additionalProperties"]) ? [part["additionalProperties"]] : []),
    ...Object.values(schemaMap(part, "patternProperties")),
  ]);
  const isNamed = parts.some((part) => Object.keys(schemaMap(part, "properties")).length > 0);
  const find = forms.properties.findAll(schemas, "either");
  return Object.entries(value).some(([name, item]) => {
    const { all, some } = find(name);
    const found = [...all, ...some].map((property) => property.schema);
    if (found.length === 0 && free.length === 0) return isNamed;
    return hasUndeclared(item, found.length > 0 ? found : free, forms);
  });
}
