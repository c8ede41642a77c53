import type { Output } from "./runtime.ts";

/** What ends the handing over of output. */
export interface HandOverSignals {
  /** What there is and what comes is given at once, and nobody is waited for any more. */
  readonly timeout: AbortSignal;
  /** Nothing is given any more. */
  readonly kill: AbortSignal;
}

/** Hands output over to who takes it in their own time, one piece after the other. */
export interface HandOver {
  /**
   * @returns when the piece was taken
   * @throws what `write` threw, for this piece or one before
   */
  add(output: Output): Promise<void>;
  /**
   * @returns when all was taken
   * @throws what `write` threw; the reason of `kill`
   */
  over(): Promise<void>;
}

/** Begins to hand over output. Whoever takes none holds up nothing but what waits for them. */
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
