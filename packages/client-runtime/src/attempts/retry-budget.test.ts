import { expect, test } from "vitest";
import { createRetryBudget } from "./retry-budget.ts";

test("is spent, and filled again by tenths up to its size", () => {
  const budget = createRetryBudget(2);
  budget.giveBack();
  expect([budget.take(), budget.take(), budget.take()]).toEqual([true, true, false]);
  for (let call = 0; call < 9; call++) budget.giveBack();
  expect(budget.take()).toBe(false);
  budget.giveBack();
  expect([budget.take(), budget.take()]).toEqual([true, false]);
});

test.each([
  [0, false],
  [Infinity, true],
])("of %d: %j", (size, wanted) => {
  const budget = createRetryBudget(size);
  for (let call = 0; call < 100; call++) expect(budget.take()).toBe(wanted);
});
