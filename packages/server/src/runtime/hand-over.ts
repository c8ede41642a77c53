import type { Output } from "./runtime.ts";

/** Signals that end the delivery of output. */
export interface HandOverSignals {
  /** Passes on the remaining output without waiting for the reader. */
  readonly timeout: AbortSignal;
  /** Passes on no more output. */
  readonly kill: AbortSignal;
}

/** Delivers output to a slow reader, one piece after the other. */
export interface HandOver {
  /**
   * @returns when the piece was read
   * @throws the error of `write`, for this piece or an earlier one
   */
  add(output: Output): Promise<void>;
  /**
   * @returns when all pieces were read
   * @throws the error of `write`; the reason of `kill`
   */
  over(): Promise<void>;
}

/** Creates a delivery. A reader that reads nothing blocks only the callers that wait for it. */
export function createHandOver(
  write: (output: Output) => void | Promise<void>,
  { timeout, kill }: HandOverSignals,
): HandOver {
  const released = new Promise<void>((resolve) => {
    for (const signal of [timeout, kill]) {
      if (signal.aborted) resolve();
      signal.addEventListener("abort", () => resolve(), { once: true });
    }
  });
  let all = Promise.resolve();
  return {
    add: async (output) => {
      all = all.then(async () => {
        if (!kill.aborted) await Promise.race([write(output), released]);
      });
      await all;
    },
    over: async () => {
      await all;
      kill.throwIfAborted();
    },
  };
}
