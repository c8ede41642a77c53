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

it.each<[timeout_seconds: number, resumedAt: number | undefined, at: number]>([
  [60, undefined, 60_000],
  [60, 10_000, 60_000],
  // A sandbox that is resumed later runs for half a minute.
  [60, 59_999, 89_999],
  [60, 500_000, 530_000],
])("a timeout of %i seconds, resumed at %s, pauses at %i", (timeout_seconds, resumedAt, at) => {
  const { timeout } = planTimeout(
    { created_at: "1970-01-01T00:00:00Z", timeout_seconds },
    resumedAt,
  );
  expect(timeout).toEqual({ at, snapshotId: expect.stringMatching(/^[\da-f-]{36}$/) as unknown });
});

it("plans nothing without a timeout", () => {
  expect(planTimeout({ created_at: "1970-01-01T00:00:00Z" })).toEqual({});
});
