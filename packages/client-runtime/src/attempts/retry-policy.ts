import { ClientError } from "../errors/client-error.ts";
import { MissingCredentialError } from "../errors/missing-credential-error.ts";
import { requestedWait } from "../errors/wait/requested-wait.ts";
import { TimeoutError } from "../errors/timeout-error.ts";
import type { RetryBudget } from "./retry-budget.ts";

/** Whether to send the request again, and after how many milliseconds. */
export type RetryDecision = { retry: true; wait: number } | { retry: false };

/** An attempt that failed. */
export interface Failure {
  /** 1 for the first attempt. */
  number: number;
  idempotent: boolean;
  /** Whether the request can be sent again: a stream cannot. */
  isRepeatable: boolean;
  /** The response, if one arrived. */
  response?: Pick<Response, "status" | "headers"> | undefined;
  /** Whether the document says that waiting does not help with this error response. */
  isFinal: boolean;
  /** Whether a 409 is caused by a state that passes by itself. */
  isTransientConflict: boolean;
  /** The error, if no response arrived. */
  error?: unknown;
}

/** The facts that the decision depends on, besides the failure. */
export interface RetrySituation {
  limits: { maxRetries: number; retryDelay: number; maxRetryDelay: number };
  /** Milliseconds until the deadline of the call. */
  timeLeft: number;
  /** Milliseconds since the epoch. */
  now: number;
  /** @returns a number from 0 up to 1 */
  random: () => number;
  budget: RetryBudget;
}

const stop: RetryDecision = { retry: false };

/**
 * Decides whether to send a request again. The wait is what the server asks for, plus a random part
 * of an exponential backoff ("full jitter"), so that clients that failed together do not return
 * together.
 */
export function decideRetry(failure: Failure, situation: RetrySituation): RetryDecision {
  const { limits, timeLeft, now, random, budget } = situation;
  const { number, response } = failure;
  if (number > limits.maxRetries || !isSafe(failure, now)) return stop;

  const requested = response ? (requestedWait(response, now) ?? 0) * 1000 : 0;
  if (requested > limits.maxRetryDelay) return stop;
  const backoff = Math.min(limits.maxRetryDelay, limits.retryDelay * 2 ** (number - 1));
  const wait = requested + random() * backoff;
  if (wait >= timeLeft) return stop;

  // A client that is told to come later does not add load to an API that is failing.
  const addsLoad = !response || response.status >= 500;
  if (addsLoad && !budget.take()) return stop;
  return { retry: true, wait };
}

/** Whether a second request cannot have a second effect. */
function isSafe({ response, error, ...failure }: Failure, now: number): boolean {
  if (!failure.isRepeatable || failure.isFinal) return false;
  if (!response) return wasNeverSent(error) || (failure.idempotent && isLost(error));
  const { status } = response;
  if (status === 429) return true;
  if (status === 409) return failure.isTransientConflict;
  if (status === 503 && requestedWait(response, now) !== undefined) return true;
  return failure.idempotent && (status === 408 || status >= 500);
}

/** Whether the connection failed or was too slow, before the response or within it. */
function isLost(error: unknown): boolean {
  if (error instanceof TimeoutError) return true;
  return (
    error instanceof ClientError &&
    !(error instanceof MissingCredentialError) &&
    error.cause !== undefined
  );
}

/** Words by which Node and Bun say that they made no connection. */
const noConnection = /REFUSED|Refused|NOTFOUND|EAI_|CONNECT_TIMEOUT|connect E/;

type Cause = Partial<Error> & { code?: string; cause?: Cause };

/**
 * Whether no connection was made. Codes such as EHOSTUNREACH also occur on a connection that exists,
 * but then the message does not say `connect`.
 */
function wasNeverSent(error: unknown): boolean {
  const cause = (Object(error) as { cause?: Cause }).cause;
  if (!cause) return false;
  return noConnection.test(`${cause.code} ${cause.cause?.code} ${cause.cause?.message}`);
}
