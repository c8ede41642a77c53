import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rules } from "@sandboxes/openapi-diff";

/** For each check of oasdiff 1.x by its id: the rule here, or why there is none. */
const table = JSON.parse(
  readFileSync(new URL("rules-of-oasdiff.json", import.meta.url), "utf8"),
) as Record<string, string | { none: string }>;

test("every check of oasdiff has a rule here, or a reason why not", () => {
  const known = new Set(rules.map(({ id }) => id));
  const rest = Object.entries(table).filter(([, rule]) =>
    typeof rule === "string" ? !known.has(rule) : !/^[A-Z].{30,}\.$/.test(rule.none),
  );
  expect(rest).toEqual([]);
  expect(Object.keys(table)).toHaveLength(509);
});
