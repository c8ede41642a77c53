import { expect, test } from "vitest";
import { jsonText } from "./json-text.ts";

test("serialises an object again after it has changed", () => {
  const value = { name: "a", metadata: { env: "é\u2028" } };
  expect(jsonText(value)).toBe(JSON.stringify(value));
  value.name = "b";
  expect(jsonText(value)).toBe(JSON.stringify(value));
});

test("serialises a frozen object once", () => {
  let written = 0;
  const value = Object.freeze({ toJSON: () => ++written });
  expect([jsonText(value), jsonText(value)]).toEqual(["1", "1"]);
});

test("accepts a custom serialiser", () => {
  const write = (values: readonly number[]): string => values.join("+");
  expect(jsonText([1, 2], write)).toBe("1+2");
  expect(jsonText(Object.freeze([1, 2]), write)).toBe("1+2");
});
