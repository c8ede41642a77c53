import { tokens } from "./used-names.ts";

/** Functions of which no two have the same text. */
export interface MergedFunctions {
  /** The text of each function, by its name. */
  functions: ReadonlyMap<string, string>;
  /** The new name of each function that was merged into another one. */
  names: ReadonlyMap<string, string>;
}

/**
 * Merges functions with the same text. Documents repeat schemas: each event of GitHub has its own copy of
 * the schema of a user.
 *
 * @param functions the parameters and the body of each function, by its name
 * @param calledBy returns the functions that a function calls
 */
export function mergeFunctions(
  functions: ReadonlyMap<string, string>,
  calledBy: (name: string) => Iterable<string>,
): MergedFunctions {
  const merged = new Map(functions);
  const names = new Map<string, string>();
  const callers = new Map<string, string[]>();
  const addCallers = (called: string, more: readonly string[]): void => {
    callers.set(called, [...(callers.get(called) ?? []), ...more]);
  };
  for (const name of functions.keys())
    for (const called of calledBy(name)) addCallers(called, [name]);

  const byText = new Map<string, string>();
  let changed = new Set(functions.keys());
  // Callers of merged functions may have the same text once they call the same function.
  while (changed.size > 0) {
    const renamed = new Map<string, string>();
    for (const name of changed) {
      const text = merged.get(name) ?? "";
      const first = byText.get(text);
      if (first === undefined) byText.set(text, name);
      else renamed.set(name, first);
    }
    changed = new Set();
    for (const [name, first] of renamed) {
      merged.delete(name);
      names.set(name, first);
      const own = callers.get(name) ?? [];
      addCallers(first, own);
      for (const caller of own) changed.add(caller);
    }
    for (const caller of changed) {
      const text = merged.get(caller);
      if (text === undefined) {
        changed.delete(caller);
        continue;
      }
      byText.delete(text);
      merged.set(
        caller,
        text.replaceAll(tokens, (token) => renamed.get(token) ?? token),
      );
    }
  }
  for (const name of names.keys()) names.set(name, lastName(name, names));
  return { functions: merged, names };
}

/** @returns the name of the function that remains, after any number of merges */
function lastName(name: string, names: ReadonlyMap<string, string>): string {
  let last = name;
  for (let next = names.get(last); next !== undefined; next = names.get(last)) last = next;
  return last;
}
