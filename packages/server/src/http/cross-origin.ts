import type { IncomingMessage, ServerResponse } from "node:http";

/** How long a browser may reuse a preflight response, in seconds. */
const preflightSeconds = 600;

const methods = "GET, HEAD, POST, PUT, PATCH, DELETE";
const exposed =
  "Allow, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Request-Id";

/**
 * Lets the page of an allowed origin read a response (https://fetch.spec.whatwg.org/#http-cors-protocol).
 * An origin that is not allowed gets no CORS header.
 */
export function allowOrigin(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  origins: ReadonlySet<string>,
): void {
  if (origins.size === 0) return;
  response.setHeader("Vary", "Origin");
  const { origin } = headers;
  if (origin === undefined || !origins.has(origin)) return;
  response.setHeader("Access-Control-Allow-Origin", origin);
  response.setHeader("Access-Control-Expose-Headers", exposed);
  if (method !== "OPTIONS" || headers["access-control-request-method"] === undefined) return;
  response.setHeader("Access-Control-Allow-Methods", methods);
  const wanted = headers["access-control-request-headers"];
  if (typeof wanted === "string") response.setHeader("Access-Control-Allow-Headers", wanted);
  response.setHeader("Access-Control-Max-Age", preflightSeconds);
  // https://wicg.github.io/private-network-access/
  if (headers["access-control-request-private-network"] === "true")
    response.setHeader("Access-Control-Allow-Private-Network", "true");
}
