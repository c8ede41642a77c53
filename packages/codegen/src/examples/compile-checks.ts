import { compileFunction } from "node:vm";
import type { SchemaCompiler } from "../validation/compile-schema.ts";
import * as runtime from "../validation/runtime.ts";
import { mayBacktrack } from "./time-limit.ts";

/** Finds the issues of a value, at most the given number. */
type FindIssues = (value: unknown, most?: number) => readonly runtime.Issue[];

/** Functions of a schema compiler that can be called. */
export interface CompiledChecks {
  /** The functions by the names that the compiler gave them. */
  checks: ReadonlyMap<string, FindIssues>;
  /** Whether a check may take too long, because of its pattern. */
  mayBeSlow: boolean;
}

/**
 * Compiles the same code that the validators consist of.
 *
 * @param compiler a compiler that writes JavaScript
 * @param names functions of the compiler
 */
export function compileChecks(compiler: SchemaCompiler, names: Iterable<string>): CompiledChecks {
  const wanted = new Set(names);
  const code = compiler.finish(wanted);
  const fields = [...wanted].map((name) => `${name}: ${compiler.finalName(name)}`);
  const load = compileFunction(
    `${code}\nreturn { ${fields.join(", ")} };`,
    Object.keys(runtime),
  ) as (...args: unknown[]) => Record<string, Parameters<typeof runtime.validator>[0]>;
  const checks = Object.entries(load(...Object.values(runtime))).map(
    ([name, check]): [string, FindIssues] => [name, runtime.validator(check).issues],
  );
  return { checks: new Map(checks), mayBeSlow: backtracks(code) };
}

/** @returns whether code has a pattern that may backtrack */
function backtracks(code: string): boolean {
  const sources = code.matchAll(/RegExp\(("(?:[^"\\]|\\.)*")/g);
  return Array.from(sources).some(([, text = '""']) => mayBacktrack(JSON.parse(text) as string));
}
