import { JsonArray } from "./json-array.ts";
import { rateLimitHeaders } from "./limits/rate-limit.ts";
import type { Draw } from "./limits/token-buckets.ts";
import { Streamed } from "./streamed.ts";

/** What to answer: a status, a body unless there is none, and headers beside those of every answer. */
export interface Reply {
  readonly status: number;
  /** Sent as JSON, or as it comes. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Headers of every answer. */
export const securityHeaders = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
};

/**
 * Makes an answer, with the headers that every one has.
 *
 * @param Answer the class of the answer
 * @param draw what is told of the limits; nothing where the request could not even be counted
 */
export function respond(
  Answer: typeof Response,
  { status, body, headers: own }: Reply,
  requestId: string,
  draw: Draw | undefined,
): Response {
  const headers: Record<string, string> = { ...securityHeaders, "X-Request-Id": requestId };
  if (draw) Object.assign(headers, rateLimitHeaders(draw));
  if (own) Object.assign(headers, own);
  if (body === undefined) return new Answer(null, { status, headers });
  headers["Content-Type"] = body instanceof Streamed ? body.contentType : "application/json";
  return new Answer(contentOf(body), { status, headers });
}

function contentOf(body: unknown): string | ReadableStream<Uint8Array> {
  if (body instanceof Streamed) return body.body;
  return body instanceof JsonArray ? body.text : JSON.stringify(body);
}
