/** A pattern as another language writes it, and how JavaScript writes it. */
export interface ForeignPattern {
  /** Names the part that JavaScript does not have. */
  part: string;
  /** The pattern for JavaScript; `undefined` if JavaScript cannot express it in a `pattern`. */
  pattern: string | undefined;
}

/** The classes of POSIX, as members of a JavaScript class. */
const posixClasses: Readonly<Record<string, string>> = {
  alnum: "A-Za-z0-9",
  alpha: "A-Za-z",
  ascii: "\\x00-\\x7F",
  blank: " \\t",
  cntrl: "\\x00-\\x1F\\x7F",
  digit: "0-9",
  graph: "\\x21-\\x7E",
  lower: "a-z",
  print: "\\x20-\\x7E",
  punct: "!-\\/:-@\\[-`{-~",
  space: "\\s",
  upper: "A-Z",
  word: "\\w",
  xdigit: "A-Fa-f0-9",
};

/** Syntax of other languages, and its translation. `undefined` where JavaScript has none. */
const rewrites: readonly [part: RegExp, write: (...groups: string[]) => string | undefined][] = [
  [/\[:(\^?)(\w+):\]/, (negated = "", name = "") => (negated ? undefined : posixClasses[name])],
  [/\\A/, () => "^"],
  [/\\[zZ]/, () => "$"],
  [/\\x\{([\dA-Fa-f]+)\}/, (digits = "") => unicodeEscape(digits)],
  [/\\h/, () => "[ \\t]"],
  [/\\R/, () => "(?:\\r\\n|\\n|\\r)"],
  [/\\Q([^]*?)\\E/, (text = "") => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&")],
  [/\(\?P<(\w+)>/, (name = "") => `(?<${name}>`],
  [/\(\?P=(\w+)\)/, (name = "") => `\\k<${name}>`],
  [/\(\?'(\w+)'/, (name = "") => `(?<${name}>`],
  [/\\k(?:'(\w+)'|\{(\w+)\})/, (quoted = "", braced = "") => `\\k<${quoted || braced}>`],
  [/\\([pP])(?:\{(\^?)(?:Is|In)?([\w=]+)\}|([A-Z]))/, unicodeClass],
  [/\{,(\d+)\}/, (most = "") => `{0,${most}}`],
  [/\\a/, () => "\\x07"],
  [/\\e/, () => "\\x1B"],
  [/\\N/, () => "[^\\n]"],
  // Character classes that are intersected or subtracted.
  [/&&|-\[[^\]]*\]\]/, () => undefined],
  [/\(\?>|\(\?#[^)]*\)|\(\?[imsxu-]+[:)]|\(\?R\)|\\[GHKVXiIyYmM]/, () => undefined],
  // A possessive quantifier.
  [/\+/, () => undefined],
];

/** A literal with delimiters and flags. */
const delimited = /^\/([^]*[^\\])\/([a-z]*)$/;

/**
 * Finds syntax of other languages in a pattern. JavaScript accepts most of it, and then means
 * something else: `\A` is the letter A.
 *
 * @returns the part and the translation, or `undefined` for a pattern of JavaScript
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-6.4
 * @example
 * foreignPattern("\\A[[:alpha:]]+\\z"); // { part: "[:alpha:]", pattern: "^[A-Za-z]+$" }
 */
export function foreignPattern(source: string): ForeignPattern | undefined {
  const [, inner, flags = ""] = delimited.exec(source) ?? [];
  if (inner !== undefined && isDelimited(inner, flags)) {
    const translated = foreignPattern(inner)?.pattern ?? inner;
    const isLossless = /^[gmu]*$/.test(flags);
    return { part: `/…/${flags}`, pattern: isLossless ? translated : undefined };
  }
  let [rest, text, part, isLost] = [source, "", undefined as string | undefined, false];
  let inClass = false;
  while (rest !== "") {
    const rewrite = rewrites
      .map(([expression, write]) => {
        const match = new RegExp(`^(?:${expression.source})`).exec(rest);
        return match && { match, write };
      })
      .find((found) => found !== null && isPossible(found.match[0], inClass, text));
    if (rewrite) {
      const [whole, ...groups] = rewrite.match;
      const written = rewrite.write(...groups);
      part ??= whole;
      if (written === undefined) isLost = true;
      text += inClass && /^\[.*\]$/.test(written ?? "") ? (written ?? "").slice(1, -1) : written;
      rest = rest.slice(whole.length);
      continue;
    }
    const step = rest.startsWith("\\") ? rest.slice(0, 2) : rest.slice(0, 1);
    if (step === "[") inClass = true;
    else if (step === "]") inClass = false;
    text += step;
    rest = rest.slice(step.length);
  }
  return part === undefined ? undefined : { part, pattern: isLost ? undefined : text };
}

/** Anchors mean nothing in a class, and POSIX classes nothing outside of one. */
function isPossible(part: string, inClass: boolean, before: string): boolean {
  if (part.startsWith("[:")) return inClass;
  if (part === "+") return !inClass && isQuantified(before);
  if (part === "&&" || part.startsWith("-[")) return inClass;
  if (part.startsWith("{")) return !inClass && before !== "" && !before.endsWith("\\");
  // JavaScript has these itself.
  if (/^\\[pP]/.test(part)) return !isUnicodeClass(part);
  if (part.startsWith("\\k")) return true;
  if (part.startsWith("(") || /^\\[AzZRGKXQ]/.test(part)) return !inClass;
  return true;
}

/** @returns whether a pattern ends in a quantifier, so that `+` after it is a possessive one */
function isQuantified(before: string): boolean {
  const [end = ""] = /(?:[*+?]|(?<!\\[pPux])\{\d+(?:,\d*)?\})$/.exec(before) ?? [];
  const [escapes = ""] = /\\*$/.exec(before.slice(0, before.length - end.length)) ?? [];
  return end !== "" && escapes.length % 2 === 0;
}

/** `/v1/` is a text with two slashes; `/^v1$/` and `/v1/i` are literals of JavaScript or Perl. */
function isDelimited(inner: string, flags: string): boolean {
  if (/[^gimsuyx]/.test(flags)) return false;
  return flags !== "" || inner.startsWith("^") || inner.endsWith("$");
}

/** Writes a class such as `\p{Punct}` (Java), `\p{IsCyrillic}` (.NET) or `\pL` (Perl). */
function unicodeClass(letter = "", negated = "", braced = "", category = ""): string | undefined {
  const name = braced || category;
  const posix = posixClasses[name.toLowerCase()];
  const isNegated = (letter === "P") !== (negated === "^");
  if (posix !== undefined) return `[${isNegated ? "^" : ""}${posix}]`;
  const known = [name, `Script=${name}`].find((each) => isUnicodeClass(`\\p{${each}}`));
  return known === undefined ? undefined : `\\${isNegated ? "P" : "p"}{${known}}`;
}

function isUnicodeClass(part: string): boolean {
  try {
    return RegExp(part, "u") instanceof RegExp && part.includes("{");
  } catch {
    return false;
  }
}

function unicodeEscape(digits: string): string {
  const code = Number.parseInt(digits, 16);
  return code <= 0xffff ? `\\u${digits.padStart(4, "0").slice(-4)}` : `\\u{${digits}}`;
}
