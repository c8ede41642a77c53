import { isPlainObject } from "../is-plain-object.ts";

/** The parts of a value: one scalar, the items of an array, or the properties of an object. */
export type Values =
  | { kind: "scalar"; value: unknown }
  | { kind: "array"; items: readonly unknown[] }
  | { kind: "object"; entries: readonly (readonly [string, unknown])[] };

/** Takes a value apart, as the styles of OpenAPI do (3.1.1, section 4.8.12.3, "Style Values"). */
export function valuesOf(value: unknown): Values {
  if (Array.isArray(value)) return { kind: "array", items: value };
  if (value instanceof Set) return { kind: "array", items: [...value] };
  if (isPlainObject(value)) return { kind: "object", entries: Object.entries(value) };
  return { kind: "scalar", value };
}
