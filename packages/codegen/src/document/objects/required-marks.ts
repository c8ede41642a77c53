import { type JsonObject, isObject } from "../json-object.ts";

/**
 * Moves `required: true` from properties to the list of the schema around them. Early drafts of JSON
 * Schema wrote it in the property.
 *
 * @param source the schema as it is written
 * @param copy the schema as it is read
 */
export function moveRequiredMarks(source: JsonObject, copy: JsonObject): void {
  const { properties } = source;
  if (!isObject(properties)) return;
  const marked = Object.keys(properties).filter((name) => {
    const property = properties[name];
    return isObject(property) && isRequiredMark(property["required"]) === true;
  });
  if (marked.length === 0) return;
  const listed = Array.isArray(copy["required"]) ? (copy["required"] as string[]) : [];
  copy["required"] = [...new Set([...listed, ...marked])];
}

/** @returns the boolean of a `required` that is not a list, or `undefined` */
export function isRequiredMark(value: unknown): boolean | undefined {
  if (value === true || value === "true") return true;
  return value === false || value === "false" ? false : undefined;
}
