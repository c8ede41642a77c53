import type { Guard } from "../attempts/guard.ts";
import type { FailedAttempt } from "../errors/client-error.ts";
import type { Operation } from "../operation.ts";
import { chooseReader } from "./choose-reader.ts";
import { decodeText, readBytes } from "./read-chunks.ts";
import { unexpected } from "./unexpected.ts";

/** The parts of a call that reading its stream needs. */
export interface StreamContext {
  operation: Operation;
  guard: Pick<Guard, "signal" | "race" | "end">;
  secrets: readonly string[];
  attempts: readonly FailedAttempt[];
  /** The largest size of one item, in characters. */
  maxItemSize: number;
  /** Runs when something has arrived. */
  onBytes: () => void;
}

/**
 * Reads the body of a success while it arrives: elements, events, lines or bytes.
 *
 * @returns batches of what has arrived
 * @throws {ResponseError} if the body is not what the operation promises, or is interrupted
 * @throws the reason of the guard as soon as it stops
 */
export function readStream(
  response: Response,
  context: StreamContext,
): AsyncGenerator<unknown[], void> {
  const batches = readBatches(response, context);
  let isStarted = false;
  const next = batches.next.bind(batches);
  batches.next = (...input) => {
    isStarted = true;
    return next(...input);
  };
  // A generator that never started does not run its `finally`.
  const end = batches.return.bind(batches);
  batches.return = (value) => {
    if (!isStarted) {
      response.body?.cancel().catch(() => {});
      context.guard.end();
    }
    return end(value);
  };
  return batches;
}

async function* readBatches(
  response: Response,
  { operation, guard, secrets, attempts, maxItemSize, onBytes }: StreamContext,
): AsyncGenerator<unknown[], void> {
  const { signal } = guard;
  const contentType = response.headers.get("content-type");
  const { reader } = chooseReader(operation, response.status, contentType);
  let arrived = "";
  let batch: unknown[] = [];
  // The consumer of a batch gets no more of it after an abort. Checking before each item costs more.
  signal.addEventListener("abort", () => batch.splice(0));
  const bytes = readBytes(response, guard.race, onBytes);
  async function* texts(): AsyncGenerator<string, void> {
    for await (const text of decodeText(bytes)) {
      if (arrived.length < 1000) arrived += text;
      yield text;
    }
  }
  try {
    for await (batch of reader?.stream?.(texts(), maxItemSize) ?? each(bytes)) {
      yield batch;
      signal.throwIfAborted();
    }
  } catch (cause) {
    signal.throwIfAborted();
    const problem =
      cause instanceof SyntaxError
        ? "its body is not JSON"
        : cause instanceof RangeError
          ? cause.message
          : "its body is cut";
    // The message of a syntax error quotes the body, which can hold a secret.
    const isAboutBody = cause instanceof SyntaxError || cause instanceof RangeError;
    const shown = isAboutBody ? undefined : (cause ?? {});
    throw Object.assign(unexpected(operation, response, secrets, problem, arrived, shown), {
      attempts,
    });
  } finally {
    guard.end();
  }
}

async function* each(items: AsyncIterable<unknown>): AsyncGenerator<unknown[], void> {
  for await (const item of items) yield [item];
}

/** Whether the data of a call is a stream that is open. */
export function isBatches(data: unknown): data is AsyncGenerator<unknown[], void> {
  return Symbol.asyncIterator in (Object(data) as object);
}

/**
 * Returns the items of batches one by one.
 *
 * @param open opens the stream when the first item is asked for
 */
export async function* flatten(open: () => unknown): AsyncGenerator<unknown, void> {
  for await (const batch of (await open()) as AsyncIterable<unknown[]>)
    for (const item of batch) yield item;
}

/** Returns the items of batches that are already open, and closes them even if nobody iterates. */
export function flattenOpen(
  batches: AsyncGenerator<unknown[], void>,
): AsyncGenerator<unknown, void> {
  const items = flatten(() => batches);
  const end = items.return.bind(items);
  items.return = async (value) => {
    await batches.return();
    return end(value);
  };
  return items;
}
