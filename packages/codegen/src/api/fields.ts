import { type JsonObject, isObject } from "../document/read-document.ts";

/** @returns the object in a field; an empty one where there is none */
export function objectAt(object: JsonObject, field: string): JsonObject {
  const value = object[field];
  return isObject(value) ? value : {};
}

/** @returns the objects in a field; none where it is no array */
export function arrayAt(object: JsonObject, field: string): JsonObject[] {
  const value = object[field];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** @returns the text in a field, or `undefined` */
export function textAt(object: JsonObject, field: string): string | undefined {
  const value = object[field];
  return typeof value === "string" ? value : undefined;
}
