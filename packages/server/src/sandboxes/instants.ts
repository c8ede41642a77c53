/**
 * Gives each sandbox a unique creation time in microseconds. Lists are ordered by it, and sandboxes that are
 * created in the same millisecond must keep their order too. Python 3.9 and 3.10 cannot parse more than six
 * fractional digits, so the times are not finer than microseconds.
 */
export class Instants {
  /** The time of the last call, in milliseconds. */
  #lastNow = 0;
  /** The last result, in microseconds. */
  #last = 0;

  /**
   * @param now milliseconds since the epoch
   * @returns an RFC 3339 date-time in UTC with three fractional digits, or six if the millisecond is taken. It
   * is later than all previous ones, unless the clock was set back
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
