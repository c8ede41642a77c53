/** The package scope, and the commands that are named after it. */
const names = /@sandboxes\b|\bsandboxes-codegen\b/g;

/**
 * Finds the word "sandbox" in a file of a package that works for any API. The package scope
 * `@sandboxes` and the command `sandboxes-codegen` are allowed, because they are only names.
 *
 * @param path the path of the file, which is searched too
 * @returns `path:line: text` for each line that contains the word
 */
export function findSandboxWord(path: string, text: string): string[] {
  const word = /sandbox/i;
  const lines = text
    .split("\n")
    .map((line, index) => ({ line, found: word.test(line.replaceAll(names, "")), index }))
    .filter(({ found }) => found)
    .map(({ line, index }) => `${path}:${index + 1}: ${line.trim()}`);
  return word.test(path.replaceAll(names, ""))
    ? [`${path}: the name of the file`, ...lines]
    : lines;
}
