import { Script, compileFunction } from "node:vm";
import type { SchemaCompiler } from "../validation/compile-schema.ts";
import * as runtime from "../validation/runtime.ts";

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
  const bound = mayBacktrack.test(code)
    ? withTimeLimit
    : <Result>(step: () => Result): Result => step();
  return new Map(
    checks.map(([name, check]) => {
      const { issues } = runtime.validator(check);
      return [name, (value, most) => bound(() => issues(value, most)) ?? [slow]];
    }),
  );
}

/** Patterns with a quantifier after a group that has one, or that has alternatives: `(a+)+`, `(a|a)*`. */
const mayBacktrack = /RegExp\("(?:[^"\\]|\\.)*\((?:[^()"\\]|\\.)*[+*|](?:[^()"\\]|\\.)*\)[+*{]/;

/** Milliseconds that the check of one value may take. */
const timeLimit = 100;

const slow: runtime.Issue = {
  message: "takes too long to check, because of a pattern that backtracks",
  path: [],
};

const stepName = Symbol.for("@sandboxes/codegen.step");
const script = new Script(`globalThis[Symbol.for(${JSON.stringify(stepName.description)})]()`);

/** @returns the result of `step`, or `undefined` if it takes too long; only the engine can stop a pattern */
function withTimeLimit<Result>(step: () => Result): Result | undefined {
  Object.assign(globalThis, { [stepName]: step });
  try {
    return script.runInThisContext({ timeout: timeLimit }) as Result;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return undefined;
    throw error;
  } finally {
    Reflect.deleteProperty(globalThis, stepName);
  }
}
