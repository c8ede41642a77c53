/** A time span, from `since` (inclusive) to `until` (exclusive), in milliseconds since the epoch. */
export interface Span {
  readonly since: number;
  readonly until: number;
}

/**
 * Computes how long a list of live sandboxes stays valid if no sandbox changes.
 *
 * @param ends the end of each sandbox that is alive now
 * @returns the time span from now until the first of them ends
 */
export function spanOf(ends: readonly number[], now: number): Span {
  return { since: now, until: ends.reduce((first, end) => Math.min(first, end), Infinity) };
}

export function isWithin({ since, until }: Span, now: number): boolean {
  return since <= now && now < until;
}
