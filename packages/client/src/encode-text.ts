/**
 * Percent-encodes one value for a path segment or a query (RFC 3986, section 2.1).
 *
 * @param where what the value belongs to, for the message of the error
 * @returns the value as UTF-8, with everything encoded but letters, digits and `-_.!~*'()`
 * @throws {TypeError} when the value is not a text, number or boolean, or holds half of a
 *   surrogate pair
 */
export function encodeText(value: unknown, where: string): string {
  const text = String(value);
  // Not isWellFormed: it came with Safari 16.4.
  if (/^(st|n|b)/.test(typeof value) && !/\p{Surrogate}/u.test(text))
    return encodeURIComponent(text);
  throw new TypeError(`${where} must be valid text or a number.`);
}
