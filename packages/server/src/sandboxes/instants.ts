/**
 * Gives each sandbox a creation time of its own, in microseconds: lists are ordered by it, and the
 * sandboxes of one millisecond must keep their order too. Microseconds are the limit: Python 3.9 and
 * 3.10 cannot parse more than six fractional digits.
 */
export class Instants {
  /** The time of the last call, in milliseconds. */
  #lastNow = 0;
  /** The last result, in microseconds. */
  #last = 0;

  /**
   * @param now milliseconds since the epoch
   * @returns an RFC 3339 date-time in UTC with three fractional digits, or six where the millisecond
   * is taken; later than every previous one unless the clock was set back
   */
  next(now: number): string {
    const start = now * 1000;
    this.#last = now < this.#lastNow ? start : Math.max(start, this.#last + 1);
    this.#lastNow = now;
    const text = new Date(Math.floor(this.#last / 1000)).toISOString();
    const micros = this.#last % 1000;
    return micros === 0 ? text : text.replace("Z", `${String(micros).padStart(3, "0")}Z`);
  }
}
