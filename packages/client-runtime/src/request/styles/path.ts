import type { WriteParameter } from "../../operation.ts";
import { encodeText } from "../encode-text.ts";

/**
 * Checks what is about to stand between two slashes of a path.
 *
 * A segment that is empty, `.` or `..` is an error: a URL parser would resolve it (WHATWG URL,
 * "single-dot" and "double-dot URL path segment"), and the request would reach another operation.
 *
 * @returns the text
 * @throws {TypeError} if the text cannot be a segment
 */
export function asSegment(text: string, place: string): string {
  if (text === "" || text === "." || text === "..")
    throw new TypeError(`${place} must not be empty, "." or "..".`);
  return text;
}

/**
 * Writes a text or number as a path segment (style `simple`).
 *
 * @throws {TypeError} if the value cannot be a segment
 */
export const segment: WriteParameter = (value, _, place) =>
  asSegment(encodeText(value, place), place);
