/** Provides the time and timers. Compatible with the `clock` option of `@sandboxes/client-runtime`. */
export interface Clock {
  /** @returns milliseconds since the epoch */
  now(): number;
  /** Runs a function after a delay. @returns the argument for `clearTimeout` */
  setTimeout(run: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** A clock that the test controls. */
export interface TestClock extends Clock {
  /**
   * Moves the time forward and runs all due timers in order. Promises that wait for a timer continue
   * before the next timer runs.
   *
   * @param duration milliseconds, or a string such as `"30s"`, `"10m"`, `"2h"` or `"1d"`
   * @throws {TypeError} if the duration is neither
   */
  advance(duration: number | string): Promise<void>;
}

/**
 * The clock of the runtime. It looks up the global functions on each call, so fake timers of
 * Vitest and Jest work.
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, milliseconds) => setTimeout(run, milliseconds),
  clearTimeout: (timer) => clearTimeout(timer as Parameters<typeof clearTimeout>[0]),
};

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * Reads a duration.
 *
 * @param duration milliseconds, or a string such as `"30s"`, `"10m"`, `"2h"` or `"1d"`
 * @returns milliseconds
 * @throws {TypeError} if the duration is neither
 * @example
 * parseDuration("10m"); // 600_000
 */
export function parseDuration(duration: number | string): number {
  if (typeof duration === "number" && duration >= 0) return duration;
  const found = /^(\d+(?:\.\d+)?) *(ms|s|m|h|d)$/.exec(String(duration));
  const unit = units[found?.[2] ?? ""];
  if (!found || unit === undefined)
    throw new TypeError(
      `The duration must be milliseconds or a text such as "30s", "10m" or "2h". It is ${JSON.stringify(duration)}.`,
    );
  return Number(found[1]) * unit;
}

interface Timer {
  readonly due: number;
  readonly run: () => void;
}

/**
 * Creates a clock that moves only when `advance` is called.
 *
 * @param start milliseconds since the epoch. The default is 2026-01-01T00:00:00Z.
 * @example
 * const clock = createTestClock();
 * const double = createDouble({ contract, clock });
 * await clock.advance("10m");
 */
export function createTestClock(start: number = Date.UTC(2026, 0, 1)): TestClock {
  let now = start;
  const timers = new Set<Timer>();
  const nextDue = (end: number): Timer | undefined => {
    let next: Timer | undefined;
    for (const timer of timers)
      if (timer.due <= end && (!next || timer.due < next.due)) next = timer;
    return next;
  };
  return {
    now: () => now,
    setTimeout(run, milliseconds) {
      const timer = { due: now + Math.max(0, milliseconds), run };
      timers.add(timer);
      return timer;
    },
    clearTimeout: (timer) => void timers.delete(timer as Timer),
    async advance(duration) {
      const end = now + parseDuration(duration);
      await settle();
      for (let timer = nextDue(end); timer; timer = nextDue(end)) {
        timers.delete(timer);
        now = timer.due;
        timer.run();
        await settle();
      }
      now = end;
    },
  };
}

/** Lets pending promise callbacks run. A macrotask runs after all microtasks. */
function settle(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.addEventListener("message", () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(undefined);
  });
}
