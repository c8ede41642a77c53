import { expect, it } from "vitest";
import { Instants } from "./instants.ts";

it("gives each its place, within one millisecond too", () => {
  const instants = new Instants();
  const now = Date.parse("2026-01-01T00:00:00.5Z");
  expect([
    instants.next(now),
    instants.next(now),
    instants.next(now),
    instants.next(now + 1),
  ]).toEqual([
    "2026-01-01T00:00:00.500Z",
    "2026-01-01T00:00:00.500000001Z",
    "2026-01-01T00:00:00.500000002Z",
    "2026-01-01T00:00:00.501Z",
  ]);
});
