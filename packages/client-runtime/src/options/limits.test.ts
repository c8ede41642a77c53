import { expect, test } from "vitest";
import { defaultLimits, readLimits, toLimit } from "./limits.ts";

test("of a call win over those of its client, and those over the defaults", () => {
  const ofClient = readLimits({ timeout: 1, maxRetries: 2, deadline: undefined }, defaultLimits);
  expect(ofClient).toEqual({
    timeout: 1,
    deadline: Infinity,
    idleTimeout: 300_000,
    maxItemSize: 2 ** 26,
    maxRetries: 2,
    retryDelay: 500,
    maxRetryDelay: 60_000,
  });
  const ofCall = readLimits({ maxRetries: 0, deadline: 3, timeout: undefined }, ofClient);
  expect(ofCall).toEqual({ ...ofClient, maxRetries: 0, deadline: 3 });
});

test.each([
  ["timeout", -1],
  ["deadline", Number.NaN],
  ["maxRetries", "two"],
  ["retryDelay", -0.1],
  ["maxRetryDelay", {}],
  ["idleTimeout", -1],
  ["maxItemSize", null],
])("refuses %s: %o", (name, value) => {
  expect(() => readLimits({ [name]: value }, defaultLimits)).toThrow(
    new TypeError(`\`${name}\` must be 0 or more.`),
  );
});

test("a single limit is refused like one of several", () => {
  expect(toLimit("interval", 0)).toBe(0);
  expect(() => toLimit("interval", -1)).toThrow(new TypeError("`interval` must be 0 or more."));
});
