import { compileFunction } from "node:vm";
import type { SchemaCompiler } from "../validation/compile-schema.ts";
import * as runtime from "../validation/runtime.ts";
import { mayBacktrack, timeLimit, withTimeLimit } from "./time-limit.ts";

type Check = Parameters<typeof runtime.validator>[0];

/**
 * Runs the very code that the validators are emitted as.
 *
 * @param compiler one that writes JavaScript
 * @param names functions of the compiler
 * @returns what each of them says of a value, by name
 */
export function runChecks(
  compiler: SchemaCompiler,
  names: Iterable<string>,
): Map<string, (value: unknown, most?: number) => readonly runtime.Issue[]> {
  const code = `${compiler.finish(names)}\nreturn { ${[...new Set(names)].join(", ")} };`;
  const run = compileFunction(code, Object.keys(runtime)) as (
    ...args: unknown[]
  ) => Record<string, Check>;
  const checks = Object.entries(run(...Object.values(runtime)));
  const bound = backtracks(code) ? withinBudget() : <Result>(step: () => Result): Result => step();
  return new Map(
    checks.map(([name, check]) => {
      const { issues } = runtime.validator(check);
      return [name, (value, most) => bound(() => issues(value, most)) ?? [slow]];
    }),
  );
}

/** @returns a function that limits the time of steps, more strictly after some took too long */
function withinBudget(): typeof withTimeLimit {
  let left = 5 * timeLimit;
  return (step) => {
    const limit = Math.max(Math.min(timeLimit, left), timeLimit / 20);
    const result = withTimeLimit(step, limit);
    if (result === undefined) left -= limit;
    return result;
  };
}

const slow: runtime.Issue = {
  message: "takes too long to check, because of a pattern that backtracks",
  path: [],
};

/** @returns whether code has a pattern that may backtrack */
function backtracks(code: string): boolean {
  const sources = code.matchAll(/RegExp\(("(?:[^"\\]|\\.)*")/g);
  return Array.from(sources).some(([, text = '""']) => mayBacktrack(JSON.parse(text) as string));
}
