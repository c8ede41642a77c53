/**
 * Percent-encodes one value for a path segment or a query (RFC 3986, section 2.1).
 *
 * @param where what the value belongs to, for the message of the error
 * @returns the value as UTF-8, with everything encoded but letters, digits and `-_.!~*'()`
 * @throws {TypeError} when the value is not a text, number, boolean or date, or holds half of a
 *   surrogate pair
 */
export function encodeText(value: unknown, where: string): string {
  const plain: unknown = value instanceof Date ? value.toJSON() : value;
  const isPlain = /^(string|boolean|bigint)$/.test(typeof plain) || Number.isFinite(plain);
  // Not isWellFormed: it came with Safari 16.4.
  if (isPlain && !/\p{Surrogate}/u.test(String(plain))) return encodeURIComponent(String(plain));
  throw new TypeError(
    `${where} must be valid Unicode, a finite number, a boolean or a valid Date.`,
  );
}
