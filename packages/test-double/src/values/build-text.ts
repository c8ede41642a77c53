import { listAt } from "../contract/document.ts";
import type { Random } from "./random.ts";
import { sampleFormat } from "./sample-format.ts";
import { samplePattern } from "./sample-pattern.ts";

/** The maximum length of a built string, in code points. */
const longest = 1_000_000;

type Schema = Readonly<Record<string, unknown>>;

/**
 * Builds a string that a schema describes. Lengths are in code points, as in JSON Schema.
 *
 * @param examples whether the string starts with the schema's example
 * @returns the string; `undefined` if none was found
 */
export function buildText(schema: Schema, random: Random, examples: boolean): string | undefined {
  const least = Number(schema["minLength"] ?? 0);
  const most = Number(schema["maxLength"] ?? Number.POSITIVE_INFINITY);
  if (least > most || least > longest) return undefined;
  if (typeof schema["pattern"] === "string")
    return samplePattern(schema["pattern"], random, { least, most });
  const formatted = sampleFormat(schema["format"], random);
  if (formatted !== undefined && formatted.length >= least && formatted.length <= most)
    return formatted;

  const example = listAt(schema, "examples").find((each) => typeof each === "string");
  const start = Array.from(examples && typeof example === "string" ? example : "text");
  const suffix = Array.from(`-${random.integer(1, 9999)}`);
  const room = Math.max(0, most - suffix.length);
  const text = [...start.slice(0, room), ...suffix].slice(0, most);
  return text.join("") + "x".repeat(Math.max(0, least - text.length));
}
