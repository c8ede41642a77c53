import { type JsonObject, isObject } from "../json-object.ts";
import { type Kind, type ObjectName, fieldKind, objectModel } from "./object-model.ts";

/**
 * Replaces the objects that an object of a description directly holds: its schemas, parameters,
 * responses and so on, but not its examples and other free values.
 *
 * @param replace gives the replacement; the same object leaves it as it is
 * @returns a copy with the replacements, or the object itself when there are none
 */
export function mapChildren(
  object: JsonObject,
  name: ObjectName,
  replace: (child: JsonObject, name: ObjectName) => JsonObject,
): JsonObject {
  let copy: JsonObject | undefined;
  for (const field of Object.keys(object)) {
    const kind = childKind(name, field);
    if (!kind) continue;
    const of = kind.of as ObjectName;
    const one = (child: unknown): unknown => (isObject(child) ? replace(child, of) : child);
    const value = object[field];
    let next: unknown = value;
    if (kind.shape === "one") next = one(value);
    else if (kind.shape === "array" && Array.isArray(value)) next = keep(value, value.map(one));
    else if (isObject(value)) next = mapValues(value, one);
    if (next !== value) (copy ??= { ...object })[field] = next;
  }
  return copy ?? object;
}

/** Calls `visit` for each object that an object of a description directly holds. */
export function eachChild(
  object: JsonObject,
  name: ObjectName,
  visit: (child: JsonObject, name: ObjectName) => void,
): void {
  for (const field of Object.keys(object)) {
    const kind = childKind(name, field);
    const value = object[field];
    if (!kind || typeof value !== "object" || value === null) continue;
    const of = kind.of as ObjectName;
    for (const child of kind.shape === "one" ? [value] : Object.values(value))
      if (isObject(child)) visit(child, of);
  }
}

/** @returns the kind of a field that holds objects of the description, or `undefined` */
function childKind(name: ObjectName, field: string): Kind | undefined {
  const kind = field.startsWith("x-") ? undefined : fieldKind(name, field);
  return kind && kind.of in objectModel ? kind : undefined;
}

function mapValues(object: JsonObject, one: (child: unknown) => unknown): JsonObject {
  let copy: JsonObject | undefined;
  for (const name of Object.keys(object)) {
    const next = one(object[name]);
    if (next !== object[name]) (copy ??= { ...object })[name] = next;
  }
  return copy ?? object;
}

function keep(before: unknown[], after: unknown[]): unknown[] {
  return after.every((item, index) => item === before[index]) ? before : after;
}
