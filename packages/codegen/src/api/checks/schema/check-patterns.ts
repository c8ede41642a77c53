import { type ApiDocument, type JsonObject, isObject } from "../../../document/read-document.ts";
import { isPattern } from "../../../validation/keywords/is-pattern.ts";
import { foreignPattern } from "./foreign-pattern.ts";
import type { Reports } from "../reports.ts";

/**
 * Checks the regular expressions of a schema. They are those of ECMA-262, with the Unicode flag or,
 * as older documents write them, without.
 *
 * A pattern of another language is translated where JavaScript can express it, and left out otherwise.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-6.4
 */
export function checkPatterns(document: ApiDocument, schema: JsonObject, reports: Reports): void {
  const { pattern, patternProperties: named } = schema;
  if (typeof pattern === "string") {
    const read = readPattern(document, pattern, [schema, "pattern", "value"], reports);
    if (read === undefined) delete schema["pattern"];
    else schema["pattern"] = read;
  }
  if (!isObject(named)) return;
  for (const name of Object.keys(named)) {
    const place = [schema, ["patternProperties", name], "key"] as const;
    const read = readPattern(document, name, place, reports);
    if (read === name) continue;
    if (read !== undefined) named[read] ??= named[name];
    delete named[name];
  }
}

function readPattern(
  document: ApiDocument,
  source: string,
  place: readonly [object: JsonObject, field: string | readonly string[], at: "key" | "value"],
  { warn }: Reports,
): string | undefined {
  const foreign = foreignPattern(source);
  if (foreign) {
    const { part, pattern } = foreign;
    const isReadable = pattern !== undefined && patternError(pattern) === undefined;
    const fix = isReadable
      ? `It is read as \`${pattern}\`; write that.`
      : "No value is checked against it; rewrite it.";
    const message = `\`${part}\` is not syntax of JavaScript's regular expressions. ${fix}`;
    warn(document.problem("foreign-pattern", message, ...place));
    return isReadable ? pattern : undefined;
  }
  const plain = withoutNeedlessEscapes(source);
  if (plain !== undefined) {
    const message = `This pattern has escapes that JavaScript does not allow beside \`\\p\` or \`\\u\`. It is read as \`${plain}\`; write that.`;
    warn(document.problem("foreign-pattern", message, ...place));
    return plain;
  }
  const why = patternError(source);
  if (why === undefined) return source;
  const message = `This is not a regular expression of JavaScript: ${why}. No value is checked against it.`;
  warn(document.problem("invalid-pattern", message, ...place));
  return undefined;
}

/**
 * Without the Unicode flag `\p{L}` is the text `p{L}`, and with it `\_` and `\'` are errors.
 *
 * @returns a pattern for the Unicode flag, or `undefined` if the given one needs no change
 */
function withoutNeedlessEscapes(source: string): string | undefined {
  if (!/\\(?:[pP]|u\{)/.test(source) || isPattern(source, "u")) return undefined;
  let inClass = false;
  const plain = source.replaceAll(/\\([^])|[[\]]/g, (text: string, escaped: string | undefined) => {
    if (text === "[") inClass = true;
    if (text === "]") inClass = false;
    if (escaped === undefined || /[\w^$\\.*+?()[\]{}|/]/.test(escaped) === (escaped !== "_"))
      return text;
    return escaped === "-" && inClass ? text : escaped;
  });
  return isPattern(plain, "u") ? plain : undefined;
}

function patternError(pattern: string): string | undefined {
  for (const flags of ["u", ""]) {
    try {
      RegExp(pattern, flags);
      return undefined;
    } catch (error) {
      if (flags === "") return (error as Error).message.replace(/^.*\/: /, "");
    }
  }
  return undefined;
}
