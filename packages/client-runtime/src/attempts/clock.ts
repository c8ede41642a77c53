/** Tells the time and waits. A test can pass its own to avoid real waits. */
export interface Clock {
  /** @returns milliseconds since the epoch, for dates */
  now(): number;
  /**
   * @returns milliseconds since some fixed moment, for durations. Setting the system's time does not
   *   change it.
   * @default `now`
   */
  monotonicNow?(): number;
  /** Runs a function later. @returns the argument for `clearTimeout` */
  setTimeout(run: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** The clock of the runtime. It looks up the global functions at each call, so fake timers work. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicNow: () => performance.now(),
  setTimeout: (run, milliseconds) => setTimeout(run, milliseconds),
  clearTimeout: (timer) => clearTimeout(timer as Parameters<typeof clearTimeout>[0]),
};

/** @returns milliseconds for measuring durations */
export function monotonicNow(clock: Clock): number {
  return clock.monotonicNow?.() ?? clock.now();
}
