import { expect, it } from "vitest";
import { planTimeout, timeoutEnd } from "./timeout.ts";

it.each<[created_at: string, timeout_seconds: number | undefined, end: number]>([
  ["1970-01-01T00:00:01Z", 60, 61_000],
  ["1970-01-01T00:00:00.25Z", 1, 1250],
  ["1970-01-01T01:00:00+01:00", 604_800, 604_800_000],
  ["2016-12-31T23:59:60Z", 1, 1_483_228_801_000],
  ["1970-01-01T00:00:00Z", undefined, Number.POSITIVE_INFINITY],
])("created at %s with a timeout of %s seconds", (created_at, timeout_seconds, end) => {
  expect(
    timeoutEnd({ created_at, ...(timeout_seconds === undefined ? {} : { timeout_seconds }) }),
  ).toBe(end);
});

it.each<[since: number, seconds: number, at: number]>([
  [0, 60, 60_000],
  [59_999, 60, 119_999],
  [0.5, 1, 1000.5],
])(
  "a session that begins at %d with a timeout of %d seconds is paused at %d",
  (since, seconds, at) => {
    const { timeout } = planTimeout(since, seconds);
    expect(timeout).toEqual({ at, snapshotId: expect.stringMatching(/^[\da-f-]{36}$/) as unknown });
  },
);

it("plans nothing without a timeout", () => {
  expect(planTimeout(0, undefined)).toEqual({});
});
