/**
 * Reads the value of `Retry-After`: a number of seconds or a date (RFC 9110, section 10.2.3), the
 * date in one of the formats that name their time zone (section 5.6.7).
 *
 * @param now in milliseconds since the epoch
 * @returns seconds from `now`, at least 0, rounded up; `undefined` if the value is neither
 */
export function parseRetryAfter(value: string, now: number): number | undefined {
  if (/^\d+$/.test(value)) return Number(value);
  // Date.parse reads almost anything as a date, including "-5" and "1.5".
  const date = value.endsWith("GMT") ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
