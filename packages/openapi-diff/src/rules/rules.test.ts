import { expect, test } from "vitest";
import { compare, rules } from "@sandboxes/openapi-diff";
import { documentsOf, read } from "../../test/example-documents.ts";

test("no two rules have the same id", () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});

test.each(rules.map((rule) => [rule.id, rule] as const))(
  "%s reports its example, and nothing else",
  async (id, rule) => {
    const [before, after] = documentsOf(rule);
    const { changes } = await compare(read(before), read(after), { types: false });
    expect(changes.map((change) => change.rule)).toEqual([id]);
    expect(changes[0]).toMatchObject({ wire: rule.wire, tests: rule.tests });
  },
);

test.each(rules.map((rule) => [rule.id, rule] as const))(
  "%s finds nothing between equal documents",
  async (_, rule) => {
    for (const document of documentsOf(rule)) {
      const { changes } = await compare(read(document), read(document), { types: false });
      expect(changes).toEqual([]);
    }
  },
);
