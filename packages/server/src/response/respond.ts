import { JsonArray } from "./json-array.ts";
import { rateLimitHeaders } from "../limits/rate-limit.ts";
import type { Draw } from "../limits/token-buckets.ts";
import { Streamed } from "./streamed.ts";

/** The content of a response. */
export interface Reply {
  readonly status: number;
  /** A value to send as JSON, or a stream. */
  readonly body?: unknown;
  /** Added to the headers of every response. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Headers of every response. */
export const securityHeaders = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
};

/**
 * Creates a response with the headers that every response has.
 *
 * @param Answer the class of the response
 * @param draw the last draw of the request, for the rate limit headers; `undefined` if it was not counted
 */
export function respond(
  Answer: typeof Response,
  { status, body, headers: own }: Reply,
  requestId: string,
  draw: Draw | undefined,
): Response {
  const headers: Record<string, string> = {
    ...securityHeaders,
    "X-Request-Id": requestId,
    ...(draw && rateLimitHeaders(draw)),
    ...own,
  };
  if (body === undefined) return new Answer(null, { status, headers });
  headers["Content-Type"] = body instanceof Streamed ? body.contentType : "application/json";
  return new Answer(contentOf(body), { status, headers });
}

function contentOf(body: unknown): string | ReadableStream<Uint8Array> {
  if (body instanceof Streamed) return body.body;
  return body instanceof JsonArray ? body.text : JSON.stringify(body);
}
