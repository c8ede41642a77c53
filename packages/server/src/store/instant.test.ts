import { expect, it } from "vitest";
import { parseInstant } from "./instant.ts";

it.each<[text: string, seconds: number, fraction: string]>([
  ["1970-01-01T00:00:00Z", 0, ""],
  ["1970-01-01t00:00:01.250z", 1, "25"],
  ["1970-01-01T01:00:05.000000001+01:00", 5, "000000001"],
  ["1969-12-31T23:59:59.9Z", -1, "9"],
  ["1969-12-31T00:00:00-23:59", -60, ""],
  ["2016-12-31T23:59:60Z", 1_483_228_800, ""],
  ["0001-01-01T00:00:00-00:00", -62_135_596_800, ""],
])("reads %s", (text, seconds, fraction) => {
  expect(parseInstant(text)).toEqual({ seconds, fraction });
});

it.each(["", "yesterday", "2026-01-01", "2026-01-01T00:00:00", "2026-13-01T00:00:00Z", "0"])(
  "refuses %j",
  (text) => {
    expect(() => parseInstant(text)).toThrow(`"${text}" is not a date-time such as`);
  },
);
