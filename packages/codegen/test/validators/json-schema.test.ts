import { describe, expect, it } from "vitest";
import { applicators } from "./applicator-cases.ts";
import { assertions } from "./assertion-cases.ts";
import { validatorOf } from "../project/compile.ts";
import { references } from "./reference-cases.ts";

// The differential test beside this file holds the same code against another implementation.

describe.each(Object.entries({ ...assertions, ...applicators, ...references }))(
  "%s",
  (_, cases) => {
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
  },
);

it.each([
  [{ unevaluatedItems: false }, "unevaluatedItems", 2],
  [{ unevaluatedProperties: false }, "unevaluatedProperties", 2],
  [{ $defs: { a: { $dynamicAnchor: "a" } }, $dynamicRef: "#a" }, "$dynamicRef", 39],
  [{ $schema: "http://json-schema.org/draft-07/schema#" }, "http://json-schema.org/draft-07", 12],
])("%j has no validator, and a warning with its place", async (schema, what, column) => {
  const refused = await validatorOf(schema).catch((error: unknown) => String(error));
  expect(refused).toMatch(/given\.json:1:\d+ - .*generated validator.*\[unsupported-keyword\]\n/);
  expect(refused).toMatch(new RegExp(`given\\.json:1:${column} - .*${what.replace("$", "\\$")}`));
});
