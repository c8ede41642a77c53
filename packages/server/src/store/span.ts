/** A span of time: from `since` on, and before `until`, in milliseconds since the epoch. */
export interface Span {
  readonly since: number;
  readonly until: number;
}

/**
 * Tells for how long the same sandboxes live, should nobody change any.
 *
 * @param ends when each one ends that lives now
 * @returns the times from now until the first of them ends; one that has ended may live before
 */
export function spanOf(ends: readonly number[], now: number): Span {
  return { since: now, until: ends.reduce((first, end) => Math.min(first, end), Infinity) };
}

export function isWithin({ since, until }: Span, now: number): boolean {
  return since <= now && now < until;
}
