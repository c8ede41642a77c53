import { Script } from "node:vm";

/**
 * @returns whether matching a pattern may take more than linear time: if a quantifier follows a group, as
 *   in `(a+)+` and `(a?){30}`, or if two quantifiers have no upper bound, as in `a*a*b`. It may be true
 *   for a harmless pattern.
 */
export function mayBacktrack(pattern: string): boolean {
  const plain = pattern.replaceAll(/\\./gs, "x").replaceAll(/\[[^\]]*\]/g, "x");
  return /\)[*+{]/.test(plain) || (plain.match(/[*+]|,\}/g)?.length ?? 0) > 1;
}

/**
 * Milliseconds that a step may take by default. A step without a slow pattern must never take as long, not
 * even on a busy machine: the output would depend on the time.
 */
export const timeLimit = 2000;

const stepName = Symbol.for("@sandboxes/codegen.step");
const script = new Script(`globalThis[Symbol.for(${JSON.stringify(stepName.description)})]()`);

/** @returns the result of `step`, or `undefined` if it takes too long; only the engine can stop a pattern */
export function withTimeLimit<Result>(
  step: () => Result,
  timeout: number = timeLimit,
): Result | undefined {
  Object.assign(globalThis, { [stepName]: step });
  try {
    return script.runInThisContext({ timeout }) as Result;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return undefined;
    throw error;
  } finally {
    Reflect.deleteProperty(globalThis, stepName);
  }
}
