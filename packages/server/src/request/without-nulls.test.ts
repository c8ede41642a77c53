import { expect, it } from "vitest";
import { withoutNulls } from "./without-nulls.ts";

const number = { type: ["integer", "null"] };
const cleared = { ...number, "x-null": "clear" };
const schema = {
  properties: {
    size: number,
    timeout: cleared,
    inner: { properties: { size: number, timeout: cleared } },
    list: { items: { properties: { timeout: cleared } } },
    either: { anyOf: [{ properties: { timeout: cleared } }, { type: "null" }] },
    labels: { additionalProperties: cleared },
    rules: { $ref: "#/components/schemas/UpdateSandbox" },
  },
};

it.each<[value: unknown, wanted: unknown]>([
  [{ size: null }, {}],
  [{ timeout: null }, { timeout: null }],
  [
    { timeout: 0, size: 0 },
    { timeout: 0, size: 0 },
  ],
  [{ unknown: null }, {}],
  [{ toString: null, ["__proto__"]: null }, {}],
  [{ inner: { size: null, timeout: null } }, { inner: { timeout: null } }],
  [{ list: [{ timeout: null, size: null }] }, { list: [{ timeout: null }] }],
  [{ either: { timeout: null } }, { either: { timeout: null } }],
  [{ either: null }, {}],
  [{ labels: { a: null } }, { labels: { a: null } }],
  [{ rules: { metadata: null, timeout_seconds: null } }, { rules: { timeout_seconds: null } }],
  [null, null],
  [[null], [null]],
])("%j becomes %j", (value, wanted) => {
  expect(withoutNulls(value, schema)).toEqual(wanted);
});

it("removes every null where the schema is not known", () => {
  expect(withoutNulls({ timeout: null, inner: { timeout: null } }, undefined)).toEqual({
    inner: {},
  });
});
