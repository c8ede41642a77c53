import { JsonArray } from "./json-array.ts";
import { Streamed } from "./streamed.ts";

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
 * @param body sent as JSON, or as it comes; `undefined` for none
 */
export function respond(
  Answer: typeof Response,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Response {
  if (body === undefined)
    return new Answer(null, { status, headers: { ...securityHeaders, ...headers } });
  const [content, type] =
    body instanceof Streamed
      ? [body.body, body.contentType]
      : [body instanceof JsonArray ? body.text : JSON.stringify(body), "application/json"];
  return new Answer(content, {
    status,
    headers: { "Content-Type": type, ...securityHeaders, ...headers },
  });
}
