import type { OperationRequest } from "@sandboxes/schema/operations";
import type { FailedAttempt } from "./errors/sandboxes-error.ts";
import type { Guard } from "./guard.ts";
import { readChunks } from "./read-chunks.ts";
import { readElements } from "./read-elements.ts";
import { readEvents } from "./read-events.ts";
import { unexpected } from "./unexpected.ts";

/**
 * Reads the body of a success while it arrives: an array element by element, or events.
 *
 * @returns what has arrived since the last time, each time that something has
 * @throws {ResponseError} when the body is not what the operation promises, or is interrupted
 * @throws the reason of the guard, at once, when it is stopped
 */
export async function* readStream(
  operation: OperationRequest,
  response: Response,
  guard: Pick<Guard, "signal" | "race" | "end">,
  apiKey: string | undefined,
  attempts: readonly FailedAttempt[],
): AsyncGenerator<unknown[], void> {
  const { signal } = guard;
  let arrived = "";
  let batch: unknown[] = [];
  // Whoever is in the middle of it gets no more. To ask before each item would cost more.
  signal.addEventListener("abort", () => batch.splice(0));
  const chunks = readChunks(response.body, guard.race, (text) => {
    if (arrived.length < 1000) arrived += text;
  });
  try {
    for await (batch of (operation.array ? readElements : readEvents)(chunks)) {
      yield batch;
      signal.throwIfAborted();
    }
  } catch (cause) {
    signal.throwIfAborted();
    // Its message quotes the body, which can hold a secret.
    const isSyntax = cause instanceof SyntaxError;
    const problem = isSyntax ? "its body is no JSON" : "its body is cut";
    const shown = !isSyntax && cause;
    const error = unexpected(operation, response, apiKey, problem, arrived, shown);
    error.attempts = attempts;
    throw error;
  } finally {
    guard.end();
  }
}

/** Gives one by one what arrives in batches. Nothing is opened before the first one is asked for. */
export async function* flatten(open: () => unknown): AsyncGenerator<unknown, void> {
  for await (const batch of (await open()) as AsyncIterable<unknown[]>)
    for (const item of batch) yield item;
}
