import { expect, test } from "vitest";
import { readLimits } from "./limits.ts";

test("of a call win over those of its client, and those over the defaults", () => {
  const ofClient = readLimits({ timeout: 1, maxRetries: 2, deadline: undefined });
  expect(ofClient).toEqual({
    timeout: 1,
    deadline: Infinity,
    maxRetries: 2,
    retryDelay: 500,
    maxRetryDelay: 60_000,
    retryBudget: 20,
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
  ["retryBudget", Number.NaN],
])("refuses %s: %o", (name, value) => {
  expect(() => readLimits({ [name]: value })).toThrow(
    new TypeError(`\`${name}\` must be 0 or more.`),
  );
});
