import type { Sandbox } from "@sandboxes/schema";
import { parseInstant } from "./instant.ts";

/** Greater than the seconds of any date-time with a four-digit year, so that no difference is negative. */
const endOfTime = 300_000_000_000;

/**
 * Writes the position of a sandbox in a list as text, so that all stores and indexes use the same order:
 * newest first, compared with all fractional digits, then by ID.
 *
 * @returns ASCII text to compare character by character; it is unique for each sandbox
 * @throws {RangeError} if `created_at` is not a date-time
 * @example
 * sortKey({ id: "3c90…", created_at: "1970-01-01T00:00:00.25Z" }); // "300000000000" + "74" + ":3c90…"
 */
export function sortKey({ id, created_at }: Pick<Sandbox, "id" | "created_at">): string {
  const { seconds, fraction } = parseInstant(created_at);
  const rest = String(endOfTime - seconds).padStart(12, "0");
  // ":" sorts after every digit: if one fraction is a prefix of the other, the longer one is newer.
  const restOfFraction = fraction.replaceAll(/\d/g, (digit) => String(9 - Number(digit)));
  return `${rest}${restOfFraction}:${id}`;
}
