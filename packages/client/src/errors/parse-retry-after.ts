/**
 * Reads `Retry-After`: a number of seconds or a date (RFC 9110, section 10.2.3), the date in
 * one of the formats that name their time zone (section 5.6.7).
 *
 * @param now in milliseconds since the epoch
 * @returns seconds from `now`, at least 0, rounded up; `undefined` when there is no such header
 *   or it cannot be read
 */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  // Date.parse alone makes a date of almost anything, "-5" and "1.5" included.
  const date = value?.endsWith("GMT") ? Date.parse(value) : Number.NaN;
  const seconds = /^\d+$/.test(value as string)
    ? Number(value)
    : Math.max(0, Math.ceil((date - now) / 1000));
  return seconds >= 0 ? seconds : undefined;
}
