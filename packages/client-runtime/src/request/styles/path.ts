import type { WriteParameter } from "../../operation.ts";
import { encodeText } from "../encode-text.ts";

/**
 * Writes a text or number as a path segment (style `simple`).
 *
 * A segment that is empty, `.` or `..` is an error: a URL parser would resolve it (WHATWG URL,
 * "single-dot" and "double-dot URL path segment"), and the request would reach another operation.
 *
 * @throws {TypeError} if the value cannot be a segment
 */
export const segment: WriteParameter = (value, _, place) => {
  const text = encodeText(value, place);
  if (text === "" || text === "." || text === "..")
    throw new TypeError(`${place} must not be empty, "." or "..".`);
  return text;
};
