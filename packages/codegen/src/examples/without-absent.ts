import { type JsonObject, isObject } from "../document/read-document.ts";
import { setField } from "../document/json-object.ts";
import type { Direction } from "../forms/direction.ts";
import type { SchemaForms } from "../forms/schema-forms.ts";
import { type SchemaValue, schemaMap } from "../forms/schema-value.ts";
import { partsOf, schemasOfItem } from "./parts-of.ts";

/**
 * Takes the properties out of a value that it does not have in a direction: `readOnly` ones for a
 * request, `writeOnly` ones for a response, at any depth.
 *
 * @returns a copy, or the value itself when there are none
 */
export function withoutAbsent(
  value: unknown,
  schema: SchemaValue,
  direction: Direction,
  forms: SchemaForms,
): unknown {
  const visit = (given: unknown, schemas: readonly SchemaValue[]): unknown => {
    if (schemas.length === 0) return given;
    if (Array.isArray(given))
      return given.map((item: unknown, index) => visit(item, schemasOfItem(schemas, index, forms)));
    if (!isObject(given)) return given;
    const parts = schemas.flatMap((item) => partsOf(item, forms));
    const absent = parts.map((part) => forms.absent.in(part, direction));
    const absentNames = new Set(absent.flatMap((names) => [...names]));
    // Of several alternatives, one may have what another one has not.
    const isPresent = (name: string): boolean =>
      parts.some(
        (part, index) =>
          Object.hasOwn(schemaMap(part, "properties"), name) && !absent[index]?.has(name),
      );
    const find = forms.properties.findAll(schemas, direction);
    const copy: JsonObject = {};
    for (const [name, item] of Object.entries(given)) {
      if (absentNames.has(name) && !isPresent(name)) continue;
      const { all, some } = find(name);
      setField(
        copy,
        name,
        visit(
          item,
          [...all, ...some].map((found) => found.schema),
        ),
      );
    }
    return copy;
  };
  return visit(value, [schema]);
}
