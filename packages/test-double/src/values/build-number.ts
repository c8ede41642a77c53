import type { Random } from "./random.ts";

type Schema = Readonly<Record<string, unknown>>;

/**
 * Builds a number within the bounds of a schema.
 *
 * @returns the number; `undefined` if no number is within the bounds
 */
export function buildNumber(
  schema: Schema,
  random: Random,
  isInteger: boolean,
): number | undefined {
  const step = typeof schema["multipleOf"] === "number" ? schema["multipleOf"] : isInteger ? 1 : 0;
  const least = lowerBound(schema, step);
  const most = upperBound(schema, step);
  if (least > most) return undefined;
  const start = Math.min(Math.max(least, Math.min(1, most)), most);
  if (step === 0) return start;
  const first = Math.ceil(start / step);
  const last = Math.floor(Math.min(most, start + step * 100) / step);
  if (first * step < least || first > last) return undefined;
  return Number((random.integer(first, last) * step).toPrecision(15));
}

function lowerBound(schema: Schema, step: number): number {
  const { minimum, exclusiveMinimum } = schema;
  const closed = typeof minimum === "number" ? minimum : Number.NEGATIVE_INFINITY;
  if (typeof exclusiveMinimum !== "number" || exclusiveMinimum < closed) return closed;
  return above(exclusiveMinimum, step);
}

function upperBound(schema: Schema, step: number): number {
  const { maximum, exclusiveMaximum } = schema;
  const closed = typeof maximum === "number" ? maximum : Number.POSITIVE_INFINITY;
  if (typeof exclusiveMaximum !== "number" || exclusiveMaximum > closed) return closed;
  return -above(-exclusiveMaximum, step);
}

/** Returns a number just above a bound. */
function above(bound: number, step: number): number {
  if (step !== 0) return (Math.floor(bound / step) + 1) * step;
  return bound + Math.max(Math.abs(bound), 1) * 1e-6;
}
