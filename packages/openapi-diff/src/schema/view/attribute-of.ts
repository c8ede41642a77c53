import { type SchemaValue, isObject } from "@sandboxes/codegen/in-memory";
import type { ViewReader } from "./view-reader.ts";

/** Returns whether a schema has a flag, directly or through references. */
export function attributeOf(
  reader: ViewReader,
  schema: SchemaValue,
  attribute: "readOnly" | "writeOnly",
): boolean {
  const { base, wrappers } = reader.unwrap(schema);
  const said = [...wrappers, ...(isObject(base) ? [base] : [])].find((one) => attribute in one);
  return said?.[attribute] === true;
}
