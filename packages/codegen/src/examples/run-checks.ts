import type { SchemaCompiler } from "../validation/compile-schema.ts";
import type { Issue } from "../validation/runtime.ts";
import { compileChecks } from "./compile-checks.ts";
import { timeLimit, withTimeLimit } from "./time-limit.ts";

/** A value, and the name of the function that checks it. */
export interface Checked {
  check: string;
  value: unknown;
}

type Step = () => Issue | undefined;

/**
 * Checks values with the same code that the validators consist of.
 *
 * @param compiler a compiler that writes JavaScript
 * @param checked the values, each with a function of the compiler
 * @returns the first issue of each value, in the order of `checked`; `undefined` for a valid value
 */
export function runChecks(
  compiler: SchemaCompiler,
  checked: readonly Checked[],
): (Issue | undefined)[] {
  const { checks, mayBeSlow } = compileChecks(
    compiler,
    checked.map(({ check }) => check),
  );
  const steps = checked.map(
    ({ check, value }): Step =>
      () =>
        checks.get(check)?.(value, 1)[0],
  );
  return mayBeSlow ? runWithinLimits(steps) : steps.map((step) => step());
}

/**
 * Runs steps that may take too long. Setting a time limit costs more than most steps, so one limit covers
 * many steps. A step counts as slow only if it also exceeds a limit of its own.
 */
function runWithinLimits(steps: readonly Step[]): (Issue | undefined)[] {
  const found: (Issue | undefined)[] = [];
  const runRest = (): boolean => {
    for (let index = found.length; index < steps.length; index++) found.push(steps[index]?.());
    return true;
  };
  let left = 5 * timeLimit;
  while (!withTimeLimit(runRest, timeLimit / 20)) {
    const step = steps[found.length];
    // Later steps get less time, because a document may have thousands of slow patterns.
    const limit = Math.max(Math.min(timeLimit, left), timeLimit / 20);
    const result = withTimeLimit(() => ({ issue: step?.() }), limit);
    if (result === undefined) left -= limit;
    found.push(result === undefined ? slow : result.issue);
  }
  return found;
}

const slow: Issue = {
  message: "takes too long to check, because of a pattern that backtracks",
  path: [],
};
