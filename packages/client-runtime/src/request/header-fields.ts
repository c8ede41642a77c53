import type { HeadersOption } from "../options/call-options.ts";

/**
 * Converts headers from any form that `fetch` accepts.
 *
 * @returns values by name, the names in lower case, so that one replaces another
 * @throws {TypeError} if a name or a value is not valid; the message does not repeat the value,
 *   which can be a secret
 */
export function toHeaderFields(headers: HeadersOption | undefined): Record<string, string> {
  if (!headers) return {};
  try {
    return Object.fromEntries(new Headers(headers as ConstructorParameters<typeof Headers>[0]));
  } catch {
    // RFC 9110, section 5
    throw new TypeError("`headers` holds a name or a value that HTTP does not allow.");
  }
}
