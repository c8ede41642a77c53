import type { OperationRequest } from "@sandboxes/schema/operations";
import { parseRetryAfter } from "./errors/parse-retry-after.ts";
import { SandboxesError } from "./errors/sandboxes-error.ts";
import { TimeoutError } from "./errors/timeout-error.ts";
import type { Answer } from "./exchange.ts";

type Cause = Partial<Error> & { code?: string };

/**
 * Tells whether a request may be sent again after an attempt that failed.
 *
 * @param answer what it was answered with, if it was
 * @param error why it was not
 * @param now in milliseconds since the epoch
 * @returns how long the API asks to wait, in milliseconds, 0 when it does not say; NaN
 *   when the request must not be sent again
 */
export function askedDelay(
  { idempotent }: Pick<OperationRequest, "idempotent">,
  answer: Answer | undefined,
  error: unknown,
  now: number,
): number {
  if (!answer) {
    const { cause } = Object(error) as { cause?: Cause & { cause?: Cause } };
    // What has a cause is a connection that failed, before the answer or within it.
    const isLost = error instanceof TimeoutError || (error instanceof SandboxesError && cause);
    // None could be made, as Node and Bun say it: then nothing was sent. Of one that was made a
    // code like EHOSTUNREACH can come too, but not from `connect`.
    const wasRefused = /REFUSED|Refused|NOTFOUND|EAI_|CONNECT_TIMEOUT|connect E/.test(
      `${cause?.code} ${cause?.cause?.code} ${cause?.cause?.message}`,
    );
    return (idempotent && isLost) || wasRefused ? 0 : Number.NaN;
  }
  const { status, headers } = answer.response;
  const seconds = parseRetryAfter(
    headers.get("retry-after") ?? (status === 429 ? headers.get("ratelimit-reset") : null),
    now,
  );
  const isSafe =
    status === 429 ||
    // The API has no code of its own for a state that passes by itself.
    (status === 409 && /resuming/.test(answer.error?.error.message as string)) ||
    (status === 503 && seconds !== undefined) ||
    (idempotent && (status === 408 || status >= 500));
  return isSafe ? (seconds ?? 0) * 1000 : Number.NaN;
}
