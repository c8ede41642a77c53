import { type DocumentReader, listAt } from "../contract/document.ts";

const allTypes = ["string", "number", "boolean", "array", "object", "null"];

/**
 * Lists the JSON types that a schema allows.
 *
 * @returns every type if the schema has no `type`; `integer` counts as `number`
 */
export function schemaTypes(reader: DocumentReader, schema: unknown): ReadonlySet<string> {
  return collectTypes(reader, schema, new Set());
}

function collectTypes(
  reader: DocumentReader,
  given: unknown,
  open: ReadonlySet<unknown>,
): ReadonlySet<string> {
  const schema = reader.resolve(given);
  let types: ReadonlySet<string> = new Set(ownTypes(schema));
  if (open.has(schema)) return types;
  const inside = new Set([...open, schema]);
  for (const keyword of ["anyOf", "oneOf"]) {
    const branches = listAt(schema, keyword).map((each) => collectTypes(reader, each, inside));
    if (branches.length > 0) types = both(types, new Set(branches.flatMap((each) => [...each])));
  }
  for (const part of listAt(schema, "allOf"))
    types = both(types, collectTypes(reader, part, inside));
  return types;
}

function both(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...a].filter((type) => b.has(type)));
}

function ownTypes(schema: Readonly<Record<string, unknown>>): readonly string[] {
  const { type } = schema;
  if (type !== undefined)
    return [type].flat().map((name) => (name === "integer" ? "number" : (name as string)));
  const values = Array.isArray(schema["enum"])
    ? (schema["enum"] as unknown[])
    : "const" in schema
      ? [schema["const"]]
      : undefined;
  return values ? [...new Set(values.map(typeOfValue))] : allTypes;
}

/** Returns the JSON type of a value. */
export function typeOfValue(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
