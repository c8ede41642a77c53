import { type JsonObject, isObject } from "../document/read-document.ts";

/**
 * Whether a schema inside another one is better off in a function of its own: what the compiler
 * spends on a function grows with the square of its length.
 */
export function isLarge(schema: JsonObject): boolean {
  return isObject(schema["properties"]) && Object.keys(schema["properties"]).length > 10;
}
