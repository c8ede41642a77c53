import type { Ending } from "./runtime.ts";

/** The reason why a command was ended from outside. Its message is sent to the caller. */
export class Stopped extends Error {
  readonly ending: Ending;
  constructor(code: string, error: string) {
    super(error);
    this.ending = { error, code };
  }
}

/** A time limit that begins with `start`. */
export interface Timeout {
  /** Aborted with a {Stopped} when the time is up. */
  readonly signal: AbortSignal;
  start(): void;
  clear(): void;
}

// The longest delay of a timer in Node: 24.8 days.
const longestTimer = 2_147_483_647;

/** @param reason creates the error for the caller when the time is up */
export function createTimeout(seconds: number, reason: (time: string) => Stopped): Timeout {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  return {
    signal: controller.signal,
    start: () => {
      const abort = (): void => {
        controller.abort(reason(`${seconds} ${seconds === 1 ? "second" : "seconds"}`));
      };
      timer = setTimeout(abort, Math.min(seconds * 1000, longestTimer));
    },
    clear: () => {
      clearTimeout(timer);
    },
  };
}

export function timedOut(time: string): Stopped {
  return new Stopped("timeout", `The command was ended: it took longer than ${time}.`);
}

export function notStarted(time: string): Stopped {
  return new Stopped(
    "service_unavailable",
    `The command did not start: no slot was free within ${time}. Try again.`,
  );
}
