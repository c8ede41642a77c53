/**
 * Reads `Retry-After`: a number of seconds or a date (RFC 9110, section 10.2.3), the date in
 * any of the three formats that a recipient must accept (section 5.6.7).
 *
 * @param now in milliseconds since the epoch
 * @returns seconds from `now`, at least 0, rounded up; `undefined` when there is no such header
 *   or it cannot be read
 */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  // Date.parse alone makes a date of almost anything, "-5" and "1.5" included.
  if (!/^[MTWFS][a-z]+[, ]/.test(value)) return undefined;
  const date = Date.parse(value.endsWith("GMT") ? value : `${value} GMT`);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
