import type { JsonObject } from "../../document/read-document.ts";
import type { CheckWriter, Spot } from "../check-writer.ts";

/**
 * JSON Schema 2020-12, Validation, section 6.3, and the formats `uuid` and `date-time`.
 *
 * @returns the statements for a value that is known to be a string
 */
export function stringChecks(
  compiler: CheckWriter,
  schema: JsonObject,
  { value, at }: Spot,
): string {
  const { minLength, maxLength, pattern, format } = schema;
  let text = "";
  if (typeof minLength === "number" && minLength > 0) {
    // A code point has one or two code units. Counting code points is only needed in between.
    const isShort =
      minLength === 1
        ? `${value} === ""`
        : `${value}.length < ${minLength * 2} && size(${value}) < ${minLength}`;
    text += compiler.failIf(isShort, at, `must have at least ${count(minLength, "character")}`);
  }
  if (typeof maxLength === "number") {
    // Counting code points is only needed where counting code units finds too many.
    text += compiler.failIf(
      `${value}.length > ${maxLength} && size(${value}) > ${maxLength}`,
      at,
      `must have at most ${count(maxLength, "character")}`,
    );
  }
  const most = schema["x-max-bytes"];
  if (isCount(most)) {
    // A code unit takes at most three bytes.
    text += compiler.failIf(
      `${value}.length > ${Math.floor(most / 3)} && bytes(${value}) > ${most}`,
      at,
      `must have at most ${count(most, "byte")} in UTF-8`,
    );
  }
  if (typeof pattern === "string") {
    text += compiler.failIf(
      `!${compiler.pattern(pattern, schema, "pattern")}.test(${value})`,
      at,
      `must match ${pattern}`,
    );
  }
  if (format === "uuid") text += compiler.failIf(`!uuid.test(${value})`, at, "must be a UUID");
  if (format === "date-time")
    text += compiler.failIf(
      `!isDateTime(${value})`,
      at,
      "must be a date and time such as 2023-11-07T05:31:56Z",
    );
  return text;
}

/**
 * JSON Schema 2020-12, Validation, section 6.2, and the formats `int32` and `int64`.
 *
 * @returns the statements for a value that is known to be a number
 */
export function numberChecks(
  compiler: CheckWriter,
  schema: JsonObject,
  { value, at }: Spot,
): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = schema;
  let text = "";
  if (typeof minimum === "number")
    text += compiler.failIf(`${value} < ${minimum}`, at, `must be at least ${minimum}`);
  if (typeof maximum === "number")
    text += compiler.failIf(`${value} > ${maximum}`, at, `must be at most ${maximum}`);
  if (typeof exclusiveMinimum === "number")
    text += compiler.failIf(
      `${value} <= ${exclusiveMinimum}`,
      at,
      `must be more than ${exclusiveMinimum}`,
    );
  if (typeof exclusiveMaximum === "number")
    text += compiler.failIf(
      `${value} >= ${exclusiveMaximum}`,
      at,
      `must be less than ${exclusiveMaximum}`,
    );
  if (typeof multipleOf === "number")
    text += compiler.failIf(
      `!isMultiple(${value}, ${multipleOf})`,
      at,
      `must be a multiple of ${multipleOf}`,
    );
  const bits = format === "int32" ? 32 : format === "int64" ? 64 : undefined;
  if (bits !== undefined) {
    const limit = 2 ** (bits - 1);
    const within = `isInteger(${value}) && ${value} >= ${-limit} && ${value} < ${limit}`;
    text += compiler.failIf(`!(${within})`, at, `must be an integer of ${bits} bits`);
  }
  return text;
}

/** Checks that a limit in bytes is one: it stands in an extension that nobody else checks. */
export function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

/** @returns such as `1 character` or `64 characters` */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : noun.endsWith("y") ? "" : "s"}`;
}
