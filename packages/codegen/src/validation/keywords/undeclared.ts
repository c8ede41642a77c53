import { isObject } from "../../document/read-document.ts";
import type { SchemaForms } from "../../forms/schema-forms.ts";
import { type SchemaValue, schemaMap, schemasIn } from "../../forms/schema-value.ts";

/**
 * Collects the properties that a schema declares for what the API sends, with those of every schema
 * that applies to the same value: behind `$ref`, and in `allOf`, `anyOf` and `oneOf`.
 *
 * @returns the names, or `undefined` when the schema allows any name
 */
export function declaredProperties(
  schema: SchemaValue,
  forms: SchemaForms,
): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  const seen = new Set<SchemaValue>();
  /** @returns whether no part of the schema allows names of the sender's choosing */
  const collect = (part: SchemaValue): boolean => {
    if (!isObject(part) || seen.has(part)) return true;
    seen.add(part);
    const { additionalProperties } = part;
    if (Object.keys(schemaMap(part, "patternProperties")).length > 0) return false;
    if (additionalProperties !== undefined && additionalProperties !== false) return false;
    const absent = forms.absent.in(part, "produced");
    for (const name of Object.keys(schemaMap(part, "properties")))
      if (!absent.has(name)) names.add(name);
    const choices = ["anyOf", "oneOf"].flatMap((keyword) => schemasIn(part, keyword));
    return [...forms.targets.allParts(part), ...choices].every(collect);
  };
  return collect(schema) && names.size > 0 ? names : undefined;
}
