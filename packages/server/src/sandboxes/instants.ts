/**
 * Tells apart what happens within one millisecond: lists are ordered by instants, and what was made
 * later comes first.
 */
export class Instants {
  #millisecond = 0;
  /** How many there were before in this millisecond. */
  #before = 0;

  /**
   * @param now milliseconds since the epoch
   * @returns an RFC 3339 date-time in UTC, later than those before it unless the clock was set back;
   * the first one in a millisecond has three digits of a second, others have more
   */
  next(now: number): string {
    this.#before = now === this.#millisecond ? this.#before + 1 : 0;
    this.#millisecond = now;
    const text = new Date(now).toISOString();
    if (this.#before === 0) return text;
    return text.replace("Z", `${String(this.#before).padStart(6, "0")}Z`);
  }
}
