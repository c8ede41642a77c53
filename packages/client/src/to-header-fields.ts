import type { HeadersOption } from "./call-options.ts";

/**
 * Makes one form of whatever form headers were given in.
 *
 * @returns values by name, the names in lower case, so that one replaces another
 * @throws {TypeError} when a name or a value cannot stand in a request; it does not repeat the
 *   value, which can be a secret
 */
export function toHeaderFields(headers: HeadersOption | undefined): Record<string, string> {
  try {
    return Object.fromEntries(new Headers(headers as ConstructorParameters<typeof Headers>[0]));
  } catch {
    // RFC 9110, section 5
    throw new TypeError("`headers` are invalid.");
  }
}
