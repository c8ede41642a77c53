/** The longest delay of a timer, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/**
 * Calls a function once a clock has reached a time. A timer alone is not enough: it fires early if the clock
 * was set back, or if the time is a fraction of a millisecond away.
 *
 * @param at milliseconds since the epoch; `undefined` means never
 * @param clock returns milliseconds since the epoch
 * @returns a function that cancels the call
 */
export function callAt(at: number | undefined, clock: () => number, call: () => void): () => void {
  if (at === undefined) return () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (): void => {
    const left = Math.min(Math.max(Math.ceil(at - clock()), 0), longestTimer);
    timer = setTimeout(() => (clock() < at ? wait() : call()), left);
  };
  wait();
  return () => clearTimeout(timer);
}
