import { type JsonObject, type SchemaValue, isObject } from "@sandboxes/codegen/in-memory";
import type { ViewReader } from "./view-reader.ts";

type Attribute = "readOnly" | "writeOnly";

/** Returns whether a schema has a flag, directly or through references. */
export function attributeOf(
  reader: ViewReader,
  schema: SchemaValue,
  attribute: Attribute,
): boolean {
  return holderOf(reader, schema, attribute)?.[attribute] === true;
}

/** Returns the schema that decides about a flag: the outermost one that has it. */
export function holderOf(
  reader: ViewReader,
  schema: SchemaValue,
  attribute: Attribute,
): JsonObject | undefined {
  const { base, wrappers } = reader.unwrap(schema);
  return [...wrappers, ...(isObject(base) ? [base] : [])].find((one) => attribute in one);
}
