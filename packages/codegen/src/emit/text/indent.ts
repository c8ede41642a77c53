/** Indents code by its braces, which each stand at the end or the start of a line. */
export function indent(code: string): string {
  let depth = 0;
  return code
    .split("\n")
    .map((line) => {
      const text = line.trim();
      if (text.startsWith("}")) depth--;
      const indented = text === "" ? "" : "  ".repeat(depth) + text;
      if (text.endsWith("{")) depth++;
      return indented;
    })
    .join("\n");
}
