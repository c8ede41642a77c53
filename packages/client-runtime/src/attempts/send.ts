import type { Call } from "../call.ts";
import { ClientError, type FailedAttempt } from "../errors/client-error.ts";
import { MissingCredentialError } from "../errors/missing-credential-error.ts";
import { TimeoutError } from "../errors/timeout-error.ts";
import type { Operation, Reading } from "../operation.ts";
import { readLimits } from "../options/limits.ts";
import type { Settings } from "../options/settings.ts";
import { createExchange } from "../plugins/create-exchange.ts";
import type { Answer } from "../plugins/plugin.ts";
import { buildRequest } from "../request/build-request.ts";
import { checkCredentials } from "../request/check-credentials.ts";
import type { Sendable } from "../request/sendable.ts";
import { transport } from "../request/transport.ts";
import { whole } from "../response/read-data.ts";
import { monotonicNow } from "./clock.ts";
import { createGuard } from "./guard.ts";
import { withoutPlatformLimits } from "./platform-limits.ts";
import { createRetryBudget } from "./retry-budget.ts";
import { decideRetry } from "./retry-policy.ts";
import { sleep } from "./sleep.ts";

/** The end of a call: its last answer, and the attempts before that failed. */
export type Outcome = Answer & {
  attempts: readonly FailedAttempt[];
  secrets: readonly string[];
};

/**
 * Sends an operation, with retries. Everything a client does goes through it.
 *
 * @param reading how the response is read; as a whole by default
 * @param request a request that is already built
 * @throws {ClientError} if no response arrives, or if it breaks the contract
 * @throws the signal's own reason if the call is aborted
 */
export type Send = (
  operation: Operation,
  call: Call,
  reading?: Reading,
  request?: Sendable,
) => Promise<Outcome>;

/** Creates the function that sends the operations of a client. */
export function createSend(
  settings: Settings,
  checkConflict: (operation: Operation, call: Call) => Promise<boolean> = async () => false,
): Send {
  const { clock, random } = settings;
  const exchange = createExchange(settings);
  const budget = createRetryBudget(settings.retryBudget);

  return async (operation, call, reading = whole, request?) => {
    const { signal } = call;
    const limits = readLimits(call, settings.limits);
    const { maxItemSize, idleTimeout } = limits;
    const idempotent = operation.idempotent ?? false;
    const timeout = limits.timeout ?? (idempotent ? 60_000 : 300_000);
    const { url, init } = request ?? buildRequest(settings, operation, call);
    const platform = withoutPlatformLimits(settings, init, timeout, idleTimeout);
    let end = monotonicNow(clock) + limits.deadline;
    const attempts: { -readonly [Name in keyof FailedAttempt]: FailedAttempt[Name] }[] = [];

    for (let delay = 0; ;) {
      const guard = createGuard(signal, clock);
      const startedAt = clock.now();
      const start = monotonicNow(clock);
      let isOpen = false;
      let secrets: readonly string[] = [];
      let answer: Answer | undefined;
      let error: unknown;
      const limit = (milliseconds: number, name: string): void => {
        const left = end - monotonicNow(clock);
        const isLast = left < milliseconds;
        guard.after(isLast ? left : milliseconds, () => {
          // A timer may fire a little early. Another attempt would have almost no time.
          if (isLast) end = start;
          const hint = idempotent ? undefined : "The server may have processed the request.";
          const message = `${operation.method} ${operation.path} took longer than its ${isLast ? "deadline" : name}.`;
          const late = new TimeoutError(message, hint);
          guard.stop(Object.assign(late, { operation: operation.id, attempts }));
        });
      };
      const onPiece = (): void => {
        if (isOpen) limit(idleTimeout, "idle timeout");
      };
      limit(timeout, "timeout");
      try {
        // Fresh objects for each attempt: a plugin that changes one changes no other attempt.
        const sendable: Sendable = {
          url,
          init: {
            ...init,
            ...(platform as object),
            headers: { ...init.headers },
            signal: guard.signal,
          },
        };
        const adding = operation.security?.add(sendable, settings.credentials);
        const added = adding instanceof Promise ? await guard.race(adding) : adding;
        secrets = added ?? [];
        const reception = {
          ...guard,
          operation,
          secrets,
          attempts,
          maxItemSize,
          onPiece,
          keepOpen() {
            isOpen = true;
            onPiece();
          },
        };
        answer = await guard.race(
          exchange({
            ...sendable,
            operation,
            number: attempts.length + 1,
            delay,
            mode: reading.mode,
            secrets,
            fetch: (ready) =>
              transport(settings, checkCredentials(operation, sendable, ready, added), secrets),
            read: (response) => reading.read(response, reception),
          }),
        );
      } catch (reason) {
        error = reason;
      }
      if (!isOpen) guard.end();
      if (answer && !answer.error) {
        budget.giveBack();
        return { ...answer, attempts, secrets };
      }

      guard.end();
      signal?.throwIfAborted();
      if (error instanceof MissingCredentialError) throw error;
      const status = answer?.response.status;
      const failed: (typeof attempts)[number] = {
        startedAt,
        duration: monotonicNow(clock) - start,
        ...(status === undefined ? { error: nameOf(error) } : { status }),
      };
      attempts.push(failed);

      const isConflict = status === 409 && attempts.length <= limits.maxRetries;
      const decision = decideRetry(
        {
          number: attempts.length,
          idempotent,
          isRepeatable: !(init.body instanceof ReadableStream),
          response: answer?.response,
          isFinal: answer?.error?.isFinal ?? false,
          isTransientConflict: isConflict && (await checkConflict(operation, call)),
          error,
        },
        { limits, timeLeft: end - monotonicNow(clock), now: clock.now(), random, budget },
      );
      if (!decision.retry) {
        if (answer) return { ...answer, attempts, secrets };
        if (error instanceof ClientError)
          Object.assign(error, { operation: operation.id, attempts });
        throw error;
      }
      delay = decision.wait;
      failed.delay = delay;
      await sleep(delay, clock, signal);
    }
  };
}

function nameOf(error: unknown): string {
  return String((Object(error) as Partial<Error>).name);
}
