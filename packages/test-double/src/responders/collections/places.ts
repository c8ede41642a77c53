import { isObject } from "../../contract/document.ts";
import { defineProperty } from "../../define-property.ts";

/** The steps to a value inside a body, such as `["data", "items"]`. Empty for the body itself. */
export type Place = readonly string[];

/** @returns the value at a place, or `undefined` */
export function valueAt(body: unknown, place: Place): unknown {
  let found = body;
  for (const step of place)
    found = isObject(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  return found;
}

/** @returns a copy with another value at a place. Missing objects on the way are created. */
export function withValueAt(body: unknown, place: Place, value: unknown): unknown {
  const [first, ...rest] = place;
  if (first === undefined) return value;
  const copy: Record<string, unknown> = isObject(body) ? { ...body } : {};
  const inner = Object.hasOwn(copy, first) ? copy[first] : undefined;
  defineProperty(copy, first, withValueAt(inner, rest, value));
  return copy;
}

/** @returns the steps of a JSON Pointer (RFC 6901, section 4); `undefined` if it is none */
export function pointerSteps(pointer: unknown): Place | undefined {
  if (typeof pointer !== "string" || !/^(\/|$)/.test(pointer)) return undefined;
  const steps = pointer.split("/").slice(1);
  return steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}
