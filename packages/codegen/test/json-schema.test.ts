import { describe, expect, it } from "vitest";
import { applicators } from "./applicator-cases.ts";
import { assertions } from "./assertion-cases.ts";
import { validatorOf } from "./compile.ts";

// The differential test beside this file holds the same code against another implementation.

describe.each(Object.entries({ ...assertions, ...applicators }))("%s", (_, cases) => {
  it.each(cases)("%j", async (schema, valid, invalid) => {
    const validator = await validatorOf(schema);
    for (const value of valid) {
      expect([value, validator.issues(value)]).toEqual([value, []]);
      expect(validator.is(value)).toBe(true);
    }
    for (const value of invalid) {
      expect([value, validator.is(value)]).toEqual([value, false]);
      expect(validator.issues(value)).not.toEqual([]);
    }
  });
});

it.each(["unevaluatedItems", "unevaluatedProperties"])(
  "%s is refused, with its place",
  async (keyword) => {
    const value = keyword.startsWith("$") ? "name" : false;
    await expect(validatorOf({ type: "array", [keyword]: value })).rejects.toThrow(
      /openapi\.json:1:\d+ - .* cannot be checked .*\[unsupported-keyword\]/,
    );
  },
);
