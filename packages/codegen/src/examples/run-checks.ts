import { compileFunction } from "node:vm";
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
  const code = `${compiler.finish()}\nreturn { ${[...new Set(names)].join(", ")} };`;
  const run = compileFunction(code, Object.keys(runtime)) as (
    ...args: unknown[]
  ) => Record<string, Check>;
  const checks = Object.entries(run(...Object.values(runtime)));
  return new Map(checks.map(([name, check]) => [name, runtime.validator(check).issues]));
}
