/**
 * Percent-encodes one value for a path segment or a query (RFC 3986, section 2.1).
 *
 * @param where what the value belongs to, for the message of the error
 * @returns the value as UTF-8, with everything encoded but letters, digits and `-_.!~*'()`
 * @throws {TypeError} when the value is not a text, number, boolean or date
 */
export function encodeText(value: unknown, where: string): string {
  const text = toText(value, where);
  // Not isWellFormed: it came with Safari 16.4.
  if (/\p{Surrogate}/u.test(text)) {
    throw new TypeError(`${where} is not valid Unicode: it holds half of a surrogate pair.`);
  }
  return encodeURIComponent(text);
}

function toText(value: unknown, where: string): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || typeof value === "bigint" || Number.isFinite(value))
    return String(value);
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  throw new TypeError(
    `${where} must be a string, a finite number, a boolean or a valid Date, not ${kindOf(value)}.`,
  );
}

function kindOf(value: unknown): string {
  if (value === null || typeof value === "number") return String(value);
  if (value instanceof Date) return "an invalid Date";
  return Array.isArray(value) ? "an array" : `of type ${typeof value}`;
}
