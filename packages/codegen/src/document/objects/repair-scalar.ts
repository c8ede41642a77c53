import type { Kind } from "./object-model.ts";
import { describe } from "../problems/phrases.ts";

/** A noun phrase for each kind. */
const wanted: Readonly<Partial<Record<Kind["of"], string>>> = {
  string: "a string",
  boolean: "a boolean",
  number: "a number",
  count: "an integer, 0 or more",
  positive: "a number above 0",
  names: "an array of strings",
};

/** A problem with a value, and the only value that its author can have meant. */
export interface Repair {
  /** The end of a sentence that starts with the name of the field. */
  message: string;
  /** Absent if nobody can tell. */
  value?: unknown;
}

/**
 * Checks a value that is not an object of its own.
 *
 * @returns what is wrong with it, or `undefined`
 * @example
 * repairScalar(1, kind); // { message: 'must be a string, found the number 1. …', value: "1" }
 */
export function repairScalar(value: unknown, kind: Kind): Repair | undefined {
  if (typeof value === "number" && !Number.isFinite(value) && kind.of !== "any")
    return { message: `cannot have this value. ${noNumber(value)}` };
  if (kind.words) return repairWord(value, kind.words);
  if (!isOf(value, kind)) {
    const message = `must be ${wanted[kind.of]}, found ${describe(value)}.`;
    const meant = convert(value, kind);
    if (meant === undefined) return { message };
    return { message: `${message} It is read as ${JSON.stringify(meant)}.`, value: meant };
  }
  return kind.notEmpty && value === "" ? { message: "must not be empty." } : undefined;
}

function repairWord(value: unknown, words: readonly string[]): Repair | undefined {
  if (words.includes(value as string)) return undefined;
  const list = words.join(", ").replace(/, (\w+)$/, " or $1");
  const found = typeof value === "string" ? JSON.stringify(value) : describe(value);
  const message = `must be ${list}, not ${found}.`;
  const same = words.find(
    (word) => typeof value === "string" && word.toLowerCase() === value.trim().toLowerCase(),
  );
  return same === undefined
    ? { message }
    : { message: `${message} It is read as \`${same}\`.`, value: same };
}

/** @returns the value of the kind that was meant, or `undefined` */
function convert(value: unknown, kind: Kind): unknown {
  const [text, isScalar] = [String(value).trim(), ["number", "boolean"].includes(typeof value)];
  switch (kind.of) {
    case "string":
      return isScalar ? text : undefined;
    case "boolean":
      if (value === 1 || /^(true|yes)$/i.test(text)) return true;
      return value === 0 || /^(false|no)$/i.test(text) ? false : undefined;
    case "number":
    case "count":
    case "positive": {
      const number = typeof value === "string" && text !== "" ? Number(text) : Number.NaN;
      return isOf(number, kind) && Number.isFinite(number) ? number : undefined;
    }
    case "names":
      return typeof value === "string" ? [value] : undefined;
    default:
      return undefined;
  }
}

function isOf(value: unknown, { of }: Kind): boolean {
  switch (of) {
    case "any":
      return true;
    case "count":
      return typeof value === "number" && Number.isInteger(value) && value >= 0;
    case "positive":
      return typeof value === "number" && value > 0;
    case "names":
      return Array.isArray(value) && value.every((name) => typeof name === "string");
    default:
      return typeof value === of;
  }
}

/** @returns a sentence about a number that YAML has, or that JavaScript makes of a large one, and JSON does not have */
export function noNumber(value: number): string {
  const name = Number.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
  return `JSON has no number \`${name}\`. Write a finite one, of at most 1.7e308.`;
}

/** @returns the numbers in a value that JSON does not have, each with the way to it */
export function* wrongNumbers(value: unknown): Generator<{ number: number; at: string[] }> {
  if (typeof value === "number" && !Number.isFinite(value)) yield { number: value, at: [] };
  if (typeof value !== "object" || value === null) return;
  for (const [name, item] of Object.entries(value)) {
    for (const { number, at } of wrongNumbers(item)) yield { number, at: [name, ...at] };
  }
}
