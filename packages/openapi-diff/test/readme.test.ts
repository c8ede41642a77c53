import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withRules } from "./rule-table.ts";

test("the README has the rules of the code", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  expect(withRules(readme), "run `pnpm rules` in this package").toBe(readme);
});
