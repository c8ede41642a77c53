import type { Operation } from "../operation.ts";
import { valueAt } from "../response/error-fields.ts";

/**
 * Makes created data delete itself at the end of its scope (ECMAScript, "Explicit Resource
 * Management"), for an operation that the document pairs with the one that deletes. Data that is
 * already gone is no failure.
 *
 * @param operation the id of the operation that deletes
 * @param parameters its path parameters, with the place of each value in the created data
 */
export function deletedBy(
  operation: string,
  parameters: Readonly<Record<string, readonly string[]>>,
): NonNullable<Operation["finish"]> {
  return (created, _, run) => {
    if (typeof created !== "object" || created === null) return;
    const path: Record<string, unknown> = {};
    for (const [name, keys] of Object.entries(parameters)) {
      path[name] = valueAt(created, keys);
      if (path[name] === undefined) return;
    }
    // Where a runtime has no such symbol, compilers that write `await using` out look for this one.
    const symbol: symbol = Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose");
    Object.defineProperty(created, symbol, {
      value: () =>
        run(operation, path).catch((error: { status?: unknown }) => {
          if (error.status !== 404) throw error;
        }),
    });
  };
}
