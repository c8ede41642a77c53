import type { HeadersOption } from "./call-options.ts";

/**
 * Makes `Headers` of whatever form they were given in.
 *
 * @throws {TypeError} when a name or a value cannot stand in a request; it does not repeat the
 *   value, which can be a secret
 */
export function toHeaders(headers: HeadersOption): Headers {
  try {
    return new Headers(headers as ConstructorParameters<typeof Headers>[0]);
  } catch {
    throw new TypeError(
      "`headers` holds a name or a value that cannot stand in an HTTP header (RFC 9110, section 5).",
    );
  }
}
