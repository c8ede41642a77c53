import { type HttpHandler, http } from "msw";
import { ContractViolation } from "../contract-violation.ts";
import type { Double } from "../double.ts";
import { decodeBody } from "../faults/damage-body.ts";
import { plainError } from "../responders/error-response.ts";

/** Options for the handlers. */
export interface HandlerOptions {
  /**
   * The base URL that the code under test uses.
   *
   * @default every base URL that the double recognizes
   */
  readonly baseUrl?: string;
}

/**
 * Creates handlers for Mock Service Worker 2 or 3 that pass every request for the API to a
 * double. Handlers that `server.use` adds run first.
 *
 * @returns one handler for each base URL. A request that the contract does not define gets 404, and
 *   `double.verify()` reports it.
 * @example
 * const server = setupServer(...createHandlers(double));
 */
export function createHandlers(
  double: Pick<Double, "respond" | "baseUrl" | "baseUrls">,
  { baseUrl }: HandlerOptions = {},
): HttpHandler[] {
  const target = withoutSlash(double.baseUrl);
  return (baseUrl === undefined ? double.baseUrls : [baseUrl]).map((url) => {
    const base = withoutSlash(new URL(url).href);
    return http.all(`${base}/*`, async ({ request }) => {
      const { href } = new URL(request.url);
      try {
        const rest = href.slice(base.length);
        return decodeBody(await double.respond(new Request(target + rest, request)));
      } catch (error) {
        // MSW turns an error into a response with status 500, which a client retries.
        if (ContractViolation.isInstance(error)) return plainError(404, error.message);
        throw error;
      }
    });
  });
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, "");
}
