import { closest } from "./closest.ts";
import { type Kind, type ObjectName, objectModel } from "../objects/object-model.ts";
import type { Version } from "../files/version.ts";

/** @returns a phrase for a value */
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

/** @returns a sentence about a field that an object does not have, and the field that was probably meant */
export function unknownField(object: ObjectName, field: string): string {
  const name = closest(field, Object.keys(objectModel[object]));
  const hint =
    name === undefined ? "The names of extensions start with `x-`." : `Did you mean \`${name}\`?`;
  return `${capital(article(object))} object has no field \`${field}\`. ${hint}`;
}

/** @returns a sentence about a field of another version, and what to write instead */
export function wrongVersion(field: string, { only, since }: Kind, version: Version): string {
  const instead = field === "nullable" ? ' Write `type: [string, "null"]`.' : "";
  const owner = only === undefined ? `OpenAPI ${since} adds` : `Only OpenAPI ${only} has`;
  return `${owner} \`${field}\`, and this document is ${version}.${instead}`;
}
