import { parsePointer, valueAt } from "../document/pointer.ts";
import { type JsonObject, isObject } from "../document/read-document.ts";

/**
 * Collects the properties that a schema declares, with those of every schema that applies to the
 * same value: behind `$ref`, and in `allOf`, `anyOf` and `oneOf`.
 *
 * @param root the document that references lead into
 * @returns the names, or `undefined` when the schema allows any name
 */
export function declaredProperties(
  schema: unknown,
  root: JsonObject,
): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  const isClosed = collect(schema, root, names, new Set());
  return isClosed && names.size > 0 ? names : undefined;
}

/** @returns whether no part of the schema allows names of the caller's choosing */
function collect(
  schema: unknown,
  root: JsonObject,
  names: Set<string>,
  seen: Set<unknown>,
): boolean {
  if (!isObject(schema) || seen.has(schema)) return true;
  seen.add(schema);
  const { properties, additionalProperties, patternProperties, $ref } = schema;
  if (isObject(patternProperties) && Object.keys(patternProperties).length > 0) return false;
  if (additionalProperties !== undefined && additionalProperties !== false) return false;
  for (const [name, property] of Object.entries(isObject(properties) ? properties : {})) {
    if (!isWriteOnly(property, root)) names.add(name);
  }
  const parts = [schema["allOf"], schema["anyOf"], schema["oneOf"]].flatMap((list) =>
    Array.isArray(list) ? (list as unknown[]) : [],
  );
  if (typeof $ref === "string") parts.push(valueAt(root, parsePointer($ref.slice(1)) ?? []));
  return parts.every((part) => collect(part, root, names, seen));
}

function isWriteOnly(property: unknown, root: JsonObject): boolean {
  for (let schema = property, depth = 0; isObject(schema) && depth < 100; depth++) {
    if (schema["writeOnly"] === true) return true;
    if (typeof schema["$ref"] !== "string") return false;
    schema = valueAt(root, parsePointer(schema["$ref"].slice(1)) ?? []);
  }
  return false;
}
