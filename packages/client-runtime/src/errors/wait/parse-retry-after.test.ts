import { expect, test } from "vitest";
import { parseRetryAfter } from "./parse-retry-after.ts";

const now = Date.UTC(1994, 10, 6, 8, 49, 30);

test.each([
  ["0", 0],
  ["120", 120],
  // The formats of RFC 9110, section 5.6.7, that name their time zone.
  ["Sun, 06 Nov 1994 08:49:37 GMT", 7],
  ["Sunday, 06-Nov-94 08:49:37 GMT", 7],
  ["Sun Nov  6 08:49:37 1994", undefined],
  ["Sun, 06 Nov 1994 08:49:29 GMT", 0],
  ["", undefined],
  ["-5", undefined],
  ["1.5", undefined],
  ["soon 5", undefined],
  ["Sunday", undefined],
])("%j is %s seconds", (value, wanted) => {
  expect(parseRetryAfter(value, now)).toBe(wanted);
});

test("rounds up, so that nobody comes back too early", () => {
  expect(parseRetryAfter("Sun, 06 Nov 1994 08:49:37 GMT", now + 1)).toBe(7);
});
