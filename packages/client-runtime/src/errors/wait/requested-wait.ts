import { parseRetryAfter } from "./parse-retry-after.ts";

/**
 * Reads the wait that a response asks for: `Retry-After`, or, for status 429, `RateLimit-Reset`.
 *
 * @param now in milliseconds since the epoch
 * @returns seconds, `undefined` if the response asks for no wait
 */
export function requestedWait(
  { status, headers }: Pick<Response, "status" | "headers">,
  now: number,
): number | undefined {
  const value =
    headers.get("retry-after") ?? (status === 429 ? headers.get("ratelimit-reset") : null);
  return value === null ? undefined : parseRetryAfter(value, now);
}
