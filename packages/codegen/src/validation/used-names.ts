/** Matches a string, which may contain anything, or an identifier. */
export const tokens: RegExp = /"(?:[^"\\]|\\.)*"|[A-Za-z_$\u0080-\uFFFF][\w$\u0080-\uFFFF]*/g;

/**
 * Finds the functions and constants that code needs. A check may be written and then dropped, such as
 * that of `items` in a string schema, so only the final text of a function tells what it uses.
 *
 * @param roots the functions that other code calls
 * @param functions the text of each function, by name
 * @returns the names that the roots use, directly or not, and the roots themselves
 */
export function usedNames(
  roots: Iterable<string>,
  functions: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const used = new Set(roots);
  // Iterating over a set includes the names that are added on the way.
  for (const name of used)
    for (const [token] of (functions.get(name) ?? "").matchAll(tokens)) used.add(token);
  return used;
}
