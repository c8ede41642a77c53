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
  const streamed = body instanceof Streamed;
  const type = streamed ? body.contentType : "application/json";
  const contentType = body === undefined ? {} : { "Content-Type": type };
  const content = streamed ? body.body : body === undefined ? null : JSON.stringify(body);
  return new Answer(content, {
    status,
    headers: { ...contentType, ...securityHeaders, ...headers },
  });
}
