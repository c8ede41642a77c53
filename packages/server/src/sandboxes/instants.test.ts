import { describe, expect, it } from "vitest";
import { sortKey } from "../store/sort-key.ts";
import { Instants } from "./instants.ts";

const id = "3c90c3cc-0d44-4b50-8888-8dd25736052a";
const now = Date.parse("2026-01-01T00:00:00.5Z");

it.each<[times: number[], wanted: string[]]>([
  [
    [now, now, now, now + 1],
    [
      "2026-01-01T00:00:00.500Z",
      "2026-01-01T00:00:00.500001Z",
      "2026-01-01T00:00:00.500002Z",
      "2026-01-01T00:00:00.501Z",
    ],
  ],
  // Instants follow a clock that was set back.
  [
    [now + 1, now, now],
    ["2026-01-01T00:00:00.501Z", "2026-01-01T00:00:00.500Z", "2026-01-01T00:00:00.500001Z"],
  ],
])("at %j", (times, wanted) => {
  const instants = new Instants();
  expect(times.map((time) => instants.next(time))).toEqual(wanted);
});

describe("5,000 sandboxes of one millisecond, and those of the next ones", () => {
  const instants = new Instants();
  const times = Array.from({ length: 5010 }, (_, index) =>
    instants.next(now + Math.max(0, index - 5000)),
  );

  it("have at most six fractional digits", () => {
    expect(times.filter((time) => !/^[^.]+\.\d{3}(?:\d{3})?Z$/.test(time))).toEqual([]);
  });

  it("are listed in the order of their creation", () => {
    const keys = times.map((created_at) => sortKey({ id, created_at }));
    expect(keys.toSorted()).toEqual(keys.toReversed());
    expect(new Set(keys).size).toBe(keys.length);
  });
});
