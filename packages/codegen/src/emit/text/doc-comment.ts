/**
 * Writes a doc comment.
 *
 * @param parts paragraphs and tags; empty ones are left out
 * @param indent put before every line
 * @returns the comment with a line feed at its end, or `""` when there is nothing to say
 */
export function docComment(parts: readonly (string | undefined)[], indent = ""): string {
  const said = parts
    .map((part) => part?.trim())
    .filter((part) => part !== undefined && part !== "");
  if (said.length === 0) return "";
  const lines = said
    .join("\n\n")
    .replaceAll("*/", "*\\/")
    .split("\n")
    .map((line) => `${indent} * ${line}`.trimEnd());
  return `${indent}/**\n${lines.join("\n")}\n${indent} */\n`;
}
