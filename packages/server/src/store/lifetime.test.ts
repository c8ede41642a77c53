import { expect, it } from "vitest";
import { endOfLife } from "./lifetime.ts";

it.each<[created_at: string, timeout_seconds: number | undefined, end: number]>([
  ["1970-01-01T00:00:01Z", 60, 61_000],
  ["1970-01-01T00:00:00.25Z", 1, 1250],
  ["1970-01-01T01:00:00+01:00", 604_800, 604_800_000],
  ["2016-12-31T23:59:60Z", 1, 1_483_228_801_000],
  ["1970-01-01T00:00:00Z", undefined, Number.POSITIVE_INFINITY],
])("created at %s with a cap of %s seconds", (created_at, timeout_seconds, end) => {
  expect(
    endOfLife({ created_at, ...(timeout_seconds === undefined ? {} : { timeout_seconds }) }),
  ).toBe(end);
});
