/**
 * Writes any string so that a database can keep it: NUL and half of a surrogate pair, which no text
 * of PostgreSQL can hold, become `\u0000` and the like, as in a string of JSON (RFC 8259, section 7).
 *
 * @returns text without them, a different one for every string; most strings as they are
 * @example
 * escapeText("prod"); // "prod"
 */
export function escapeText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
