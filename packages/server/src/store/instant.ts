/** A point in time with all fractional digits. `Date` would drop everything below milliseconds. */
export interface Instant {
  /** Whole seconds since the epoch. */
  readonly seconds: number;
  /** The fractional digits of the second, without trailing zeros. */
  readonly fraction: string;
}

const dateTime = /^(\d{4}-\d\d-\d\dT\d\d:\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/i;

/**
 * Parses a date-time (RFC 3339, section 5.6). A leap second counts as the second after it.
 *
 * @throws {RangeError} if the text is not a date-time
 * @example
 * parseInstant("1970-01-01T01:00:05.50+01:00"); // { seconds: 5, fraction: "5" }
 */
export function parseInstant(text: string): Instant {
  const [, minute, seconds, fraction = "", offset] = dateTime.exec(text) ?? [];
  // The seconds are left out, because `Date` does not accept leap seconds.
  const start = Date.parse(`${minute}:00${offset}`.toUpperCase());
  if (Number.isNaN(start))
    throw new RangeError(`"${text}" is not a date-time such as 2023-11-07T05:31:56Z.`);
  return { seconds: start / 1000 + Number(seconds), fraction: fraction.replace(/0+$/, "") };
}
