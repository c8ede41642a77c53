/**
 * Reads a pattern that asks for nothing but a certain beginning.
 *
 * @returns the beginning, or `undefined` when the pattern asks for more or for something else
 * @example
 * namePrefix("^metadata\\."); // "metadata."
 */
export function namePrefix(pattern: string): string | undefined {
  const match = /^\^((?:[\w\- :/]|\\[^\w])+)(?:\.\*\$?)?$/.exec(pattern);
  return match?.[1]?.replace(/\\(.)/g, "$1");
}
