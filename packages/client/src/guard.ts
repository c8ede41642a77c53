import type { Clock } from "./clock.ts";

/** Ends a piece of work in time: when the caller's signal is aborted, or when it took too long. */
export interface Guard {
  /** Aborted with the guard. */
  readonly signal: AbortSignal;
  /** Gives what the task gives, or rejects with the reason why the work was stopped, at once. */
  race<Result>(task: Promise<Result>): Promise<Result>;
  /** Stops the work. */
  stop(reason: unknown): void;
  /** Runs something after that many milliseconds, in place of what was to run so far. */
  after(milliseconds: number, run: () => void): void;
  /** Leaves no timer and no listener. */
  end(): void;
}

/**
 * Guards a piece of work, even where a custom `fetch` takes no notice of its signal.
 *
 * @throws the signal's own reason when it is aborted already (DOM, "abort reason")
 */
export function createGuard(outer: AbortSignal | undefined, clock: Clock): Guard {
  outer?.throwIfAborted();
  const controller = new AbortController();
  const { signal } = controller;
  let timer: unknown;
  let stopRace: ((reason: unknown) => void) | undefined;
  const stop = (reason: unknown): void => {
    // First, so that it wins over what the signal brings about.
    stopRace?.(reason);
    controller.abort(reason);
  };
  const abort = (): void => stop(outer?.reason);
  outer?.addEventListener("abort", abort);
  return {
    signal,
    race: (task) =>
      // Not Promise.race, which costs more.
      new Promise((resolve, reject) => {
        stopRace = reject;
        task.then(resolve, reject);
        if (signal.aborted) reject(signal.reason as Error);
      }),
    stop,
    after(milliseconds, run) {
      clock.clearTimeout(timer);
      // What a timer cannot hold it would take for no time at all.
      if (milliseconds < 2 ** 31) timer = clock.setTimeout(run, milliseconds);
    },
    end() {
      clock.clearTimeout(timer);
      outer?.removeEventListener("abort", abort);
    },
  };
}
