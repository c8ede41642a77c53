/** Headers of every answer. */
const securityHeaders = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
};

/**
 * Makes an answer, with the headers that every one has.
 *
 * @param body sent as JSON; `undefined` for none
 */
export function respond(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Response {
  const contentType = body === undefined ? {} : { "Content-Type": "application/json" };
  return new Response(body === undefined ? null : JSON.stringify(body), {
    status,
    headers: { ...contentType, ...securityHeaders, ...headers },
  });
}
