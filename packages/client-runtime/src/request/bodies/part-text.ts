import { toText } from "../encode-text.ts";
import { isPlainObject } from "../is-plain-object.ts";

/** @returns a scalar as text, an array or object as JSON */
export function toPartText(value: unknown, place: string): string {
  return Array.isArray(value) || isPlainObject(value)
    ? JSON.stringify(value)
    : toText(value, place);
}
