import { type ObjectName, fieldKind } from "../../document/objects/object-model.ts";
import { type JsonObject, isObject } from "../../document/read-document.ts";

// openapi-typescript keeps the way to each schema as a reference that it decodes again and again, and
// gives a number sign in an operationId another meaning. Names that have one of the two go
// through it with a character of the private use area instead.
const substitutes: readonly (readonly [character: string, substitute: string])[] = [
  ["%", "\uE025"],
  ["#", "\uE023"],
];

/** @returns the name without the characters that openapi-typescript would misread */
export function safeName(name: string): string {
  return substitutes.reduce(
    (text, [character, substitute]) => text.replaceAll(character, substitute),
    name,
  );
}

/** @returns the text of the types with the names as the document has them */
export function originalNames(text: string): string {
  return text.replaceAll(/\\uE025|\uE025/g, "%").replaceAll(/\\uE023|\uE023/g, "#");
}

/** Makes the names in an object of a description safe, in place. */
export function makeNamesSafe(object: JsonObject, name: ObjectName): void {
  for (const field of Object.keys(object)) {
    const value = object[field];
    if (
      isObject(value) &&
      fieldKind(name, field)?.shape === "map" &&
      Object.keys(value).some(isUnsafe)
    ) {
      object[field] = Object.fromEntries(
        Object.entries(value).map(([key, content]) => [safeName(key), content]),
      );
    }
  }
  if (typeof object["$ref"] === "string")
    object["$ref"] = `#${safeName(object["$ref"].slice(1).replaceAll("%25", "%"))}`;
  if (name === "Schema" && Array.isArray(object["required"]))
    object["required"] = (object["required"] as string[]).map(safeName);
  const own = name === "Operation" ? "operationId" : name === "Parameter" ? "name" : undefined;
  if (own !== undefined && typeof object[own] === "string") object[own] = safeName(object[own]);
}

function isUnsafe(name: string): boolean {
  return substitutes.some(([character]) => name.includes(character));
}
