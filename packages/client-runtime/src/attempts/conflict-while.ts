import type { CheckConflict } from "../operation.ts";
import { valueAt } from "../response/error-fields.ts";

/**
 * Checks whether a 409 is caused by a state that passes by itself, for an operation whose document
 * declares that state. It reads the state; it never judges by the message of the 409.
 *
 * @param operation the id of the operation that reads the state; it gets the path parameters of
 *   the call
 * @param field the place of the state in its data
 * @param values the states that pass
 */
export function conflictWhile(
  operation: string,
  field: readonly string[],
  values: readonly unknown[],
): CheckConflict {
  return async (path, run) => {
    try {
      return values.includes(valueAt(await run(operation, path), field));
    } catch {
      // The state cannot be read: the caller gets the 409.
      return false;
    }
  };
}
