import { closest } from "./closest.ts";
import { type ObjectName, objectModel } from "./object-model.ts";

/** @returns a value as a sentence speaks of it */
export function describe(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  return `the ${typeof value} ${JSON.stringify(value)}`;
}

/** @returns the name of an object with its article */
export function article(object: string): string {
  return `${/^[AEIOU]/.test(object) ? "an" : "a"} ${object}`;
}

/** @returns the text with a capital at its beginning */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What to write for a field that a later version of OpenAPI brought. */
const laterFields: ReadonlyMap<string, string> = new Map(
  Object.entries({
    itemSchema:
      "It is of OpenAPI 3.2; until then the `schema` of `text/event-stream` describes the data of one event.",
  }),
);

/** @returns that an object of a description knows no such field, and what was probably meant */
export function unknownField(object: ObjectName, field: string): string {
  const name = closest(field, Object.keys(objectModel[object]));
  const hint =
    laterFields.get(field) ??
    (name === undefined ? "Extensions start with `x-`." : `Did you mean \`${name}\`?`);
  return `${capital(article(object))} object knows no field \`${field}\`. ${hint}`;
}

/** @returns that a field is one of another version, and what to write in its place */
export function wrongVersion(field: string, only: string, version: string): string {
  const instead = field === "nullable" ? ' Write `type: [string, "null"]`.' : "";
  return `\`${field}\` is only known to OpenAPI ${only}; this document is ${version}.${instead}`;
}
