import type { WriteParameter } from "../../operation.ts";
import { encodeText } from "../encode-text.ts";
import { valuesOf } from "./values.ts";

/**
 * Writes a query parameter in style `deepObject`: `filter[role]=admin`. OpenAPI leaves open how
 * nested objects and arrays are written. As most servers expect, an object adds a bracket with the
 * name, an array one with the index.
 *
 * @throws {TypeError} if a value cannot be written, `undefined` among them
 */
export const deepObject: WriteParameter = (value, name, place) =>
  pairsOf(name, value, place, 0).join("&");

const deepest = 32;

function pairsOf(name: string, value: unknown, place: string, depth: number): string[] {
  const values = valuesOf(value);
  if (values.kind === "scalar") return [`${encodeText(name, place)}=${encodeText(value, place)}`];
  if (depth > deepest) throw new TypeError(`${place} is nested too deeply.`);
  const entries: readonly (readonly [string, unknown])[] =
    values.kind === "array"
      ? values.items.map((item, index) => [String(index), item])
      : values.entries;
  return entries.flatMap(([key, item]) => {
    const each = `${name}[${key}]`;
    return pairsOf(each, item, `${place}, at \`${each}\`,`, depth + 1);
  });
}
