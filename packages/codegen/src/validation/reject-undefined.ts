/** A required property while its check is written. */
interface RequiredProperty {
  /** The variable that holds its value. */
  variable: string;
  /** The expression of the path to the object. */
  at: string;
  /** The expression of the path to the property. */
  place: string;
  name: string;
}

/**
 * Rewrites the check of a value as the check of a required property, if the check fails for `undefined`
 * anyway. One test then finds both a missing property and one of another type.
 *
 * @param body the statements that check a value other than `undefined`
 * @returns `undefined` if the check needs another test before it
 */
export function rejectUndefined(
  body: string,
  { variable, at, place, name }: RequiredProperty,
): string | undefined {
  const end = ` && no(out, ${place}, `;
  const lines = body.split("\n");
  const [first = "", second = "", third] = lines;
  const call = `wrong(${variable}, out, ${at}, ${JSON.stringify(name)}, `;
  // if (TEST && no(out, PLACE, MESSAGE)) return false;
  if (lines.length === 2) {
    const index = first.indexOf(end);
    if (!first.startsWith("if (") || index < 0) return undefined;
    if (!isTypeTest(first.slice(4, index))) return undefined;
    return `${first.slice(0, index)} && ${call}${first.slice(index + end.length)}\n`;
  }
  // if (TEST) { if (no(out, PLACE, MESSAGE)) return false; } else { … }
  const start = `if (no(out, ${place}, `;
  const test = /^if \((.*)\) \{$/.exec(first)?.[1] ?? "";
  if (third !== "} else {" || !second.startsWith(start) || !isOneStatement(lines)) return undefined;
  if (!isTypeTest(test)) return undefined;
  return [first, `if (${call}${second.slice(start.length)}`, ...lines.slice(2)].join("\n");
}

/** @returns whether a condition holds for `undefined`, since it only excludes types and values */
function isTypeTest(condition: string): boolean {
  return typeTest.test(condition);
}

const typeTest = ((): RegExp => {
  const literal = String.raw`(?:"(?:[^"\\]|\\.)*"|[\w.+-]+)`;
  const test = String.raw`(?:(?:typeof )?p\d+ === ${literal}|(?:isObject|isInteger|Array\.isArray)\(p\d+\))`;
  const none = String.raw`!\(${test}(?: \|\| ${test})*\)|!${test}`;
  const one = String.raw`(?:typeof )?p\d+ !== ${literal}`;
  return new RegExp(`^(?:${none}|${one})$`);
})();

/** @returns whether lines are one statement: each block begins at the end of a line and ends at the start of one */
function isOneStatement(lines: readonly string[]): boolean {
  let depth = 0;
  return lines.slice(0, -2).every((line) => {
    if (line.startsWith("}")) depth--;
    if (line.endsWith("{")) depth++;
    return depth > 0;
  });
}
