import type { Sandbox } from "@sandboxes/schema";
import { parseInstant } from "./instant.ts";

/** More than the seconds of any date-time with a year of four digits, so that no rest is negative. */
const endOfTime = 300_000_000_000;

/**
 * Writes the place of a sandbox in a list as text, so that every store and every index has one order:
 * the newest first, to the last digit of the instant; those of one instant by id.
 *
 * @returns ASCII to be compared character by character; no two sandboxes have the same
 * @throws {RangeError} when `created_at` is not a date-time
 * @example
 * sortKey({ id: "3c90…", created_at: "1970-01-01T00:00:00.25Z" }); // "300000000000" + "74" + ":3c90…"
 */
export function sortKey({ id, created_at }: Pick<Sandbox, "id" | "created_at">): string {
  const { seconds, fraction } = parseInstant(created_at);
  const rest = String(endOfTime - seconds).padStart(12, "0");
  // ":" comes after every digit: of two fractions that begin alike, the longer one is the newer.
  const restOfFraction = fraction.replaceAll(/\d/g, (digit) => String(9 - Number(digit)));
  return `${rest}${restOfFraction}:${id}`;
}
