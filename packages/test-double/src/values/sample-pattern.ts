import type { Random } from "./random.ts";

/** The maximum number of extra repetitions for `*` and `+`. */
const mostRepeats = 3;
const tries = 50;

/**
 * Builds a string that a regular expression matches. Supports literals, classes, escapes, groups,
 * alternatives and quantifiers. Ignores lookarounds, but the final check rejects strings that violate them.
 *
 * @returns a string within the length limits; `undefined` if none was found
 */
export function samplePattern(
  source: string,
  random: Random,
  { least = 0, most = Number.POSITIVE_INFINITY }: { least?: number; most?: number } = {},
): string | undefined {
  const expression = compile(source);
  if (!expression) return undefined;
  for (let count = 0; count < tries; count++) {
    const text = pad(new PatternSampler(source, random).sample(), source, least);
    const { length } = Array.from(text);
    if (length >= least && length <= most && expression.test(text)) return text;
  }
  return undefined;
}

function compile(source: string): RegExp | undefined {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(source, flags);
    } catch {
      // The pattern may be valid without the flag.
    }
  }
  return undefined;
}

/** Lengthens a string whose pattern is not anchored at the end. */
function pad(text: string, source: string, least: number): string {
  return source.endsWith("$") ? repeatLast(text, least) : text.padEnd(least, "x");
}

function repeatLast(text: string, least: number): string {
  const last = Array.from(text).at(-1);
  return last === undefined ? text : text.padEnd(least, last);
}

const printable = Array.from({ length: 94 }, (_, index) => String.fromCodePoint(index + 33));
const digits = Array.from("0123456789");
const letters = Array.from("abcdefghijklmnopqrstuvwxyz");
const wordCharacters = [
  ...letters,
  ...letters.map((letter) => letter.toUpperCase()),
  ...digits,
  "_",
];
const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  f: "\f",
  v: "\v",
  "0": "\0",
};

/** Parses a pattern from left to right and builds a matching string. */
class PatternSampler {
  readonly #source: readonly string[];
  readonly #random: Random;
  #at = 0;
  readonly #groups: string[] = [];

  constructor(source: string, random: Random) {
    this.#source = Array.from(source);
    this.#random = random;
  }

  sample(): string {
    return this.#alternatives();
  }

  #next(): string | undefined {
    return this.#source[this.#at];
  }

  #take(): string {
    return this.#source[this.#at++] ?? "";
  }

  #skips(text: string): boolean {
    if (this.#source.slice(this.#at, this.#at + text.length).join("") !== text) return false;
    this.#at += text.length;
    return true;
  }

  #alternatives(): string {
    const found = [this.#sequence()];
    while (this.#skips("|")) found.push(this.#sequence());
    return this.#random.pick(found);
  }

  #sequence(): string {
    let text = "";
    while (this.#next() !== undefined && this.#next() !== "|" && this.#next() !== ")") {
      const start = this.#at;
      const first = this.#atom();
      const end = this.#at;
      const [least, most] = this.#quantifier();
      const after = this.#at;
      const count = this.#random.integer(least, most);
      if (count > 0) text += first;
      for (let repeat = 1; repeat < count; repeat++) {
        this.#at = start;
        text += this.#atom();
        this.#at = end;
      }
      this.#at = after;
    }
    return text;
  }

  #quantifier(): [number, number] {
    const range = this.#range();
    // A lazy quantifier matches the same strings.
    if (range) this.#skips("?");
    return range ?? [1, 1];
  }

  #range(): [number, number] | undefined {
    if (this.#skips("*")) return [0, mostRepeats];
    if (this.#skips("+")) return [1, 1 + mostRepeats];
    if (this.#skips("?")) return [0, 1];
    const found = /^\{(\d+)(,?)(\d*)\}/.exec(this.#source.slice(this.#at, this.#at + 24).join(""));
    if (!found) return undefined;
    this.#at += found[0].length;
    const least = Number(found[1]);
    if (found[2] === "") return [least, least];
    const most = found[3] === "" ? least + mostRepeats : Number(found[3]);
    return [least, Math.min(most, least + 64)];
  }

  #atom(): string {
    const character = this.#take();
    switch (character) {
      case "^":
      case "$":
        return "";
      case ".":
        return this.#random.pick(wordCharacters);
      case "(":
        return this.#group();
      case "[":
        return this.#random.pick(this.#characterClass());
      case "\\": {
        const choices = this.#escape(false);
        return typeof choices === "string" ? choices : this.#random.pick(choices);
      }
      default:
        return character;
    }
  }

  #group(): string {
    const isLookAround = ["?=", "?!", "?<=", "?<!"].some((mark) => this.#skips(mark));
    if (!isLookAround && !this.#skips("?:") && this.#skips("?<"))
      while (this.#next() !== undefined && this.#take() !== ">");
    const text = this.#alternatives();
    this.#skips(")");
    if (isLookAround) return "";
    this.#groups.push(text);
    return text;
  }

  /** Returns one string, or the characters to choose from. */
  #escape(inClass: boolean): string | readonly string[] {
    const character = this.#take();
    switch (character) {
      case "d":
        return digits;
      case "w":
        return wordCharacters;
      case "s":
        return [" "];
      case "D":
        return letters;
      case "W":
        return ["-"];
      case "S":
        return wordCharacters;
      case "b":
      case "B":
        return inClass ? ["\b"] : "";
      case "p":
      case "P":
        return this.#property(character === "P");
      case "x":
        return this.#codePoint(2);
      case "u":
        if (this.#next() !== "{") return this.#codePoint(4);
        this.#take();
        return String.fromCodePoint(Number.parseInt(this.#until("}"), 16));
      default:
        if (/[1-9]/.test(character)) return this.#groups[Number(character) - 1] ?? "";
        return escapes[character] ?? character;
    }
  }

  #property(isNegated: boolean): readonly string[] {
    this.#skips("{");
    const name = this.#until("}");
    const test = compile(`^\\${isNegated ? "P" : "p"}{${name}}$`);
    const found = test ? [...printable, " "].filter((each) => test.test(each)) : [];
    return found.length > 0 ? found : letters;
  }

  #codePoint(length: number): string {
    const code = Number.parseInt(Array.from({ length }, () => this.#take()).join(""), 16);
    return Number.isNaN(code) ? "" : String.fromCodePoint(code);
  }

  #until(end: string): string {
    let text = "";
    while (this.#next() !== undefined && this.#next() !== end) text += this.#take();
    this.#take();
    return text;
  }

  #characterClass(): readonly string[] {
    const isNegated = this.#skips("^");
    const members = new Set<string>();
    while (this.#next() !== undefined && this.#next() !== "]") {
      const from = this.#member();
      if (typeof from === "string" && this.#next() === "-" && this.#source[this.#at + 1] !== "]") {
        this.#take();
        const to = this.#member();
        for (const each of between(from, typeof to === "string" ? to : from)) members.add(each);
      } else for (const each of typeof from === "string" ? [from] : from) members.add(each);
    }
    this.#take();
    if (!isNegated) return members.size > 0 ? [...members] : [""];
    const others = [...wordCharacters, ...printable].filter((each) => !members.has(each));
    return others.length > 0 ? others : [" "];
  }

  #member(): string | readonly string[] {
    const character = this.#take();
    return character === "\\" ? this.#escape(true) : character;
  }
}

/** Returns the characters of a range, at most two hundred. */
function between(from: string, to: string): string[] {
  const first = from.codePointAt(0) ?? 0;
  const last = Math.min(to.codePointAt(0) ?? first, first + 200);
  const length = Math.max(0, last - first + 1);
  return Array.from({ length }, (_, index) => String.fromCodePoint(first + index));
}
