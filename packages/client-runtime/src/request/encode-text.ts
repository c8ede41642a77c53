/**
 * Percent-encodes a value for a URL (RFC 3986, section 2.1).
 *
 * @param place names the parameter in the error message
 * @returns the value as UTF-8, with everything encoded but letters, digits and `-._~`; a `Date` in
 *   the format of RFC 3339
 * @throws {TypeError} if the value is not text, a finite number, a boolean or a date, or holds half
 *   of a surrogate pair
 */
export function encodeText(value: unknown, place: string): string {
  return encodeURIComponent(toText(value, place)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * @returns the value as text
 * @throws {TypeError} as `encodeText`
 */
export function toText(value: unknown, place: string): string {
  const text = value instanceof Date ? toDateText(value) : String(value);
  // Not isWellFormed, which Safari has only since 16.4.
  if (isScalar(value) && !/\p{Surrogate}/u.test(text)) return text;
  throw new TypeError(`${place} must be valid text, a number, a boolean or a date.`);
}

function isScalar(value: unknown): boolean {
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  switch (typeof value) {
    case "string":
    case "boolean":
    case "bigint":
      return true;
    case "number":
      return Number.isFinite(value);
    default:
      return false;
  }
}

function toDateText(date: Date): string {
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}
