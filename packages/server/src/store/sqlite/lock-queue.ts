import { setTimeout as sleep } from "node:timers/promises";
import type { MaybePromise } from "../../maybe-promise.ts";
import { createGiveWay } from "../../next-turn.ts";
import { StoreUnavailableError } from "../store-unavailable-error.ts";

/** The longest pause between two attempts, in milliseconds. */
const longestPause = 20;

interface Waiting {
  /** By `performance.now()`. */
  readonly deadline: number;
  attempt(): void;
  reject(error: unknown): void;
}

/**
 * Runs work on a SQLite file that other processes may lock. SQLite itself would block the event loop while
 * it waits. This queue waits on a timer, keeps the order of changes, and tries only the first of them.
 */
export class LockQueue {
  readonly #timeout: number;
  readonly #waiting: Waiting[] = [];
  #isPolling = false;

  /** @param timeout how long work may wait, in milliseconds */
  constructor(timeout: number) {
    this.#timeout = timeout;
  }

  /** Runs a read: immediately if the file can be read now, even while changes wait. */
  read<T>(work: () => T): MaybePromise<T> {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error)) throw error;
      return this.#wait(work);
    }
  }

  /** Runs a change: immediately if no other process locks the file, and after all changes that already wait. */
  change<T>(work: () => T): MaybePromise<T> {
    return this.#waiting.length > 0 ? this.#wait(work) : this.read(work);
  }

  #wait<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const deadline = performance.now() + this.#timeout;
      this.#waiting.push({ deadline, attempt: () => resolve(work()), reject });
      if (!this.#isPolling) void this.#poll();
    });
  }

  async #poll(): Promise<void> {
    this.#isPolling = true;
    for (let pause = 1; this.#waiting.length > 0; pause = Math.min(2 * pause, longestPause)) {
      await sleep(pause);
      if (await this.#drain()) pause = 1;
    }
    this.#isPolling = false;
  }

  /** @returns whether any work was done */
  async #drain(): Promise<boolean> {
    const giveWay = createGiveWay();
    let hasEnded = false;
    for (let first = this.#waiting[0]; first; first = this.#waiting[0]) {
      try {
        first.attempt();
      } catch (error) {
        if (isBusy(error)) {
          this.#expire(error);
          return hasEnded;
        }
        first.reject(error);
      }
      this.#waiting.shift();
      hasEnded = true;
      await giveWay();
    }
    return hasEnded;
  }

  #expire(cause: unknown): void {
    const now = performance.now();
    while (this.#waiting[0] && this.#waiting[0].deadline <= now)
      this.#waiting
        .shift()
        ?.reject(
          new StoreUnavailableError(
            `Another process has locked the SQLite file for more than ${this.#timeout} ms.`,
            { cause },
          ),
        );
  }
}

/** @returns whether SQLite failed because another connection locks the file (SQLITE_BUSY, https://sqlite.org/rescode.html) */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && (Number(error.errcode) & 0xff) === 5;
}
