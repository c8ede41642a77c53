import type { OperationRequest } from "@sandboxes/schema/operations";
import type { CallOptions } from "./call-options.ts";
import type { Settings } from "./client-options.ts";
import { type FailedAttempt, SandboxesError } from "./errors/sandboxes-error.ts";
import { TimeoutError } from "./errors/timeout-error.ts";
import { type Answer, createExchange } from "./exchange.ts";
import { type Guard, createGuard } from "./guard.ts";
import { readLimits } from "./limits.ts";
import { isEvents } from "./media-type.ts";
import { readStream } from "./read-stream.ts";
import { createRetryBudget } from "./retry-budget.ts";
import { askedDelay } from "./retry-delay.ts";
import { sleep } from "./sleep.ts";
import { type Outgoing, type Sendable, connect, toSendable } from "./transport.ts";

/** One call of an operation. */
export interface Call extends CallOptions, Outgoing {}

/** How a call ended. */
export type Outcome = Answer & {
  /** What was tried in vain. */
  attempts: readonly FailedAttempt[];
};

/**
 * Calls an operation. Both the methods and the raw client are made of this.
 *
 * @param stream reads the body of a success while it arrives: `data` is then an async iterable of
 *   batches. Events are read so by default.
 */
export type Send = (operation: OperationRequest, call: Call, stream?: boolean) => Promise<Outcome>;

/** Makes the function that every call of a client goes through. */
export function createSend(settings: Settings): Send {
  const { clock, random } = settings;
  const fetch = (sendable: Sendable): Promise<Response> => connect(settings, sendable);
  const exchange = createExchange(settings);
  const budget = createRetryBudget(settings.limits.retryBudget);

  return async (operation, { signal, ...call }, stream = isEvents(operation.produces)) => {
    const { timeout, deadline, maxRetries, retryDelay, maxRetryDelay } = readLimits(
      call,
      settings.limits,
    );
    const { url, init } = toSendable(settings, operation, call);
    const end = clock.now() + deadline;
    const attempts: { -readonly [Name in keyof FailedAttempt]: FailedAttempt[Name] }[] = [];

    const stopAfter = (guard: Guard, milliseconds: number): void => {
      const left = end - clock.now();
      const limit = left < milliseconds ? "deadline" : "timeout";
      guard.after(Math.min(milliseconds, left), () =>
        guard.stop(
          new TimeoutError(
            `${operation.method} ${operation.path} took longer than its ${limit}.`,
            "It may have been done.",
          ),
        ),
      );
    };

    for (let delay = 0; ;) {
      const guard = createGuard(signal, clock);
      const startedAt = clock.now();
      let answer: Answer | undefined;
      let error: unknown;
      stopAfter(guard, timeout);
      try {
        answer = await guard.race(
          exchange({
            operation,
            number: attempts.length + 1,
            delay,
            stream,
            fetch,
            url,
            init: { ...init, signal: guard.signal },
          }),
        );
      } catch (reason) {
        error = reason;
      }
      const now = clock.now();
      if (answer && !answer.error) {
        budget.giveBack();
        if (!stream) guard.end();
        else {
          stopAfter(guard, Infinity);
          answer.data = readStream(operation, answer.response, guard, settings.apiKey, attempts);
        }
        return { ...answer, attempts };
      }

      guard.end();
      signal?.throwIfAborted();
      const status = answer?.response.status;
      const failed: (typeof attempts)[number] = {
        startedAt,
        duration: now - startedAt,
        ...(status ? { status } : { error: String((error as Error | undefined)?.name) }),
      };
      attempts.push(failed);

      // NaN when it must not be sent again: no comparison holds.
      const asked = askedDelay(operation, answer, error, now);
      // Full jitter: clients that failed together do not come back together.
      delay = asked + random() * Math.min(maxRetryDelay, retryDelay * 2 ** (attempts.length - 1));
      const isAgain =
        attempts.length <= maxRetries &&
        asked <= maxRetryDelay &&
        now + delay < end &&
        // Who is told to come later does not ask of an API that is failing. Without an answer there
        // is no status, and it is not less.
        ((status as number) < 500 || budget.take());
      if (!isAgain) {
        if (answer) return { ...answer, attempts };
        if (error instanceof SandboxesError) error.attempts = attempts;
        throw error;
      }
      failed.delay = delay;
      await sleep(delay, clock, signal);
    }
  };
}
