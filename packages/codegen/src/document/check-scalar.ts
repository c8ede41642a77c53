import type { Kind } from "./object-model.ts";
import { describe } from "./phrases.ts";

/** What a sentence calls each kind. */
const wanted: Readonly<Partial<Record<Kind["of"], string>>> = {
  string: "a string",
  boolean: "a boolean",
  number: "a number",
  count: "an integer, 0 or more",
  positive: "a number above 0",
  names: "an array of strings",
};

/**
 * Checks a value that is no object of its own.
 *
 * @returns what is wrong with it, to be said after its name, or `undefined`
 */
export function checkScalar(value: unknown, kind: Kind): string | undefined {
  if (typeof value === "number" && !Number.isFinite(value) && kind.of !== "any")
    return `cannot have this value. ${noNumber(value)}`;
  if (kind.words) {
    if (kind.words.includes(value as string)) return undefined;
    const list = kind.words.join(", ").replace(/, (\w+)$/, " or $1");
    const found = typeof value === "string" ? JSON.stringify(value) : describe(value);
    return `must be ${list}, not ${found}.`;
  }
  if (!isOf(value, kind)) return `must be ${wanted[kind.of]}, found ${describe(value)}.`;
  return kind.notEmpty && value === "" ? "must not be empty." : undefined;
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

/** @returns that a number is one that YAML knows, or JavaScript makes of a large one, and JSON does not have */
export function noNumber(value: number): string {
  const name = Number.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
  return `JSON has no number \`${name}\`, which is what this is read as. Write a finite one, of at most 1.7e308.`;
}

/** @returns the numbers in a value that JSON does not have, each with the way to it */
export function* wrongNumbers(value: unknown): Generator<{ number: number; at: string[] }> {
  if (typeof value === "number" && !Number.isFinite(value)) yield { number: value, at: [] };
  if (typeof value !== "object" || value === null) return;
  for (const [name, item] of Object.entries(value)) {
    for (const { number, at } of wrongNumbers(item)) yield { number, at: [name, ...at] };
  }
}
