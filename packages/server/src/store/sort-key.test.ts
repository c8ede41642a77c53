import { describe, expect, it } from "vitest";
import { sortKey } from "./sort-key.ts";

const id = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

it.each<[created_at: string, place: string]>([
  ["1970-01-01T00:00:00Z", "300000000000:"],
  ["1970-01-01T00:00:01.250Z", "29999999999974:"],
  ["9999-12-31T23:59:60-23:59", "046597612860:"],
  ["0001-01-01T00:00:00+23:59", "362135683140:"],
])("writes %s as %s and the id", (created_at, place) => {
  expect(sortKey({ id, created_at })).toBe(place + id);
});

describe("sorts the newer sandbox first", () => {
  it.each<[newer: string, older: string]>([
    ["2026-01-01T00:00:01Z", "2026-01-01T00:00:00Z"],
    ["2025-12-31T23:30:00Z", "2026-01-01T00:00:00+01:00"],
    ["2026-01-01T00:00:00.9Z", "2026-01-01T00:00:00.10Z"],
    ["2026-01-01T00:00:00.0002Z", "2026-01-01T00:00:00.0001Z"],
    ["2026-01-01T00:00:00.123456789Z", "2026-01-01T00:00:00.123456788Z"],
    ["2026-01-01T00:00:00.50000001Z", "2026-01-01T00:00:00.5Z"],
    ["2026-01-01T00:00:00.0009Z", "2026-01-01T00:00:00Z"],
    ["1970-01-01T00:00:00Z", "1969-12-31T23:59:59.9Z"],
  ])("%s before %s", (newer, older) => {
    expect(sortKey({ id, created_at: newer }) < sortKey({ id, created_at: older })).toBe(true);
  });
});

it.each<[a: string, b: string]>([
  ["2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00Z"],
  ["2026-01-01T00:00:00.1Z", "2026-01-01T00:00:00.10Z"],
])("puts %s and %s, which are one instant, in the order of their ids", (a, b) => {
  expect(sortKey({ id, created_at: a })).toBe(sortKey({ id, created_at: b }));
  expect(sortKey({ id: "0", created_at: a }) < sortKey({ id: "1", created_at: b })).toBe(true);
});

it("rejects a value that is not a date-time", () => {
  expect(() => sortKey({ id, created_at: "now" })).toThrow('"now" is not a date-time');
});
