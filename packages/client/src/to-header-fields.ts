import type { HeadersOption } from "./call-options.ts";

/**
 * Makes one form of whatever form headers were given in.
 *
 * @returns values by name, the names in lower case, so that one replaces another
 * @throws {TypeError} when a name or a value cannot stand in a request; it does not repeat the
 *   value, which can be a secret
 */
export function toHeaderFields(
  headers: HeadersOption | Readonly<Record<string, unknown>>,
): Record<string, string> {
  try {
    const entries =
      Symbol.iterator in headers ? [...(headers as Headers)] : Object.entries(headers);
    return Object.fromEntries(
      new Headers(entries.filter(([, value]) => value !== undefined) as [string, string][]),
    );
  } catch {
    throw new TypeError(
      "`headers` holds a name or a value that cannot stand in an HTTP header (RFC 9110, section 5).",
    );
  }
}
