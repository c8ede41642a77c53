import { ConnectionError, ResponseBasedError, TimeoutError } from "@sandboxes/client-runtime";

/** @returns whether a call failed for a reason that passes: an outage, a timeout or a rate limit */
export function isTemporary(error: unknown): boolean {
  if (error instanceof ConnectionError || error instanceof TimeoutError) return true;
  if (!(error instanceof ResponseBasedError)) return false;
  const { status, cause } = error;
  // A cause says that the connection broke within the response.
  return status >= 500 || status === 429 || status === 408 || cause !== undefined;
}
