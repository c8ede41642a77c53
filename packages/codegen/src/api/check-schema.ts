import { closest } from "../document/closest.ts";
import { type ApiDocument, type JsonObject, isObject } from "../document/read-document.ts";
import type { Report, Reports } from "./check-document.ts";

/** The types of JSON Schema 2020-12, validation 6.1.1. */
const types = ["string", "integer", "number", "boolean", "object", "array", "null"];

/** What people write for a type that is known by another name, too far from it for a spelling. */
const otherNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    any: "leave `type` out",
    binary: "write `type: string` with `format: binary`",
    bool: "write `boolean`",
    date: "write `type: string` with `format: date`",
    "date-time": "write `type: string` with `format: date-time`",
    datetime: "write `type: string` with `format: date-time`",
    dict: "write `object`",
    double: "write `type: number` with `format: double`",
    file: "write `type: string` with `format: binary`",
    float: "write `type: number` with `format: float`",
    int: "write `integer`",
    int32: "write `type: integer` with `format: int32`",
    int64: "write `type: integer` with `format: int64`",
    list: "write `array`",
    long: "write `type: integer` with `format: int64`",
    map: "write `object` with `additionalProperties`",
    none: 'write `"null"`',
    str: "write `string`",
    text: "write `string`",
    uuid: "write `type: string` with `format: uuid`",
  }),
);

/**
 * Finds what contradicts itself in one schema: not in those below it. Where that is tolerated, the
 * keyword that nothing can be made of is taken away, so that every artefact reads the schema alike.
 */
export function checkSchema(
  document: ApiDocument,
  schema: JsonObject,
  { report, warn }: Reports,
): void {
  checkType(document, schema, report);
  checkValues(document, schema, report);
  checkNumbers(document, schema, warn);
  checkTwice(document, schema, { report, warn });
  checkPatterns(document, schema, report);
  checkRequired(document, schema, warn);
}

function checkType(document: ApiDocument, schema: JsonObject, report: Report): void {
  if (!("type" in schema) || types.includes(schema["type"] as string)) return;
  const given = [schema["type"]].flat(2);
  const index = given.findIndex((type) => typeof type !== "string" || !types.includes(type));
  let message: string | undefined;
  if (index >= 0) message = unknownType(given[index]);
  else if (given.length === 0) message = "An empty `type` allows nothing.";
  else if (new Set(given).size < given.length) message = "`type` lists the same type twice.";
  if (message === undefined) return;
  const isTolerated = report(document.problem("unknown-type", message, schema, "type"));
  if (isTolerated && index < 0 && given.length > 0) schema["type"] = [...new Set(given)];
  else if (isTolerated) delete schema["type"];
}

function unknownType(type: unknown): string {
  if (type === null) return '`type` has no value. Write `"null"`, in quotes, for the type of null.';
  const name = typeof type === "string" ? type : JSON.stringify(type);
  const near = closest(name, types);
  const hint =
    otherNames.get(name.toLowerCase()) ??
    (near === undefined ? `known are ${types.join(", ")}` : undefined);
  return `There is no type \`${name}\`. ${hint === undefined ? `Did you mean \`${near}\`?` : `${hint.charAt(0).toUpperCase()}${hint.slice(1)}.`}`;
}

/** An `enum` and a `const` beside a `type` must have values of that type, or no value is ever right. */
function checkValues(document: ApiDocument, schema: JsonObject, report: Report): void {
  if (!("enum" in schema) && !("const" in schema)) return;
  const given = [schema["type"]].flat(2).filter((type) => type !== undefined);
  const values = Array.isArray(schema["enum"]) ? schema["enum"] : undefined;
  if (values?.length === 0) {
    const isTolerated = report(
      document.problem("invalid-enum", "An empty `enum` allows nothing.", schema, "enum"),
    );
    if (isTolerated) delete schema["enum"];
  }
  if (given.length === 0 || !given.every((type) => types.includes(type as string))) return;
  const wrong: [value: unknown, place: string | readonly string[]][] = [];
  for (const [index, value] of values?.entries() ?? []) {
    if (!isOfType(value, given)) wrong.push([value, ["enum", String(index)]]);
  }
  if ("const" in schema && !isOfType(schema["const"], given))
    wrong.push([schema["const"], "const"]);
  for (const [value, place] of wrong) {
    // The values say more than the type does.
    if (report(document.problem("invalid-enum", mismatch(value, given), schema, place)))
      delete schema["type"];
  }
}

/** What is read as another number than the one that is written is no number to compare with. */
function checkNumbers(document: ApiDocument, schema: JsonObject, warn: Reports["warn"]): void {
  const values = Array.isArray(schema["enum"]) ? schema["enum"] : [];
  const places = values.map((value, index): [unknown, string[]] => [
    value,
    ["enum", String(index)],
  ]);
  for (const [value, place] of [...places, [schema["const"], ["const"]] as const]) {
    if (typeof value !== "number" || !Number.isInteger(value) || Number.isSafeInteger(value))
      continue;
    const message = `JavaScript keeps no integer beyond 2^53 exactly: this one is read as ${value}. Write it as a string.`;
    warn(document.problem("invalid-enum", message, schema, place));
  }
}

/** Validation, sections 6.1.2 and 6.5.3: the values of `enum` should be unique, the names in `required` must. */
function checkTwice(document: ApiDocument, schema: JsonObject, { report, warn }: Reports): void {
  const { enum: values, required } = schema;
  for (const [index, text] of repeated(values)) {
    const message = `The value ${text} is already among those of \`enum\`.`;
    warn(document.problem("invalid-enum", message, schema, ["enum", String(index)]));
  }
  for (const [index, text] of repeated(required)) {
    const message = `${text} is already among the names in \`required\`.`;
    const problem = document.problem("invalid-value", message, schema, ["required", String(index)]);
    if (report(problem)) schema["required"] = [...new Set(required as unknown[])];
  }
}

function* repeated(values: unknown): Generator<[index: number, text: string]> {
  const seen = new Set<string>();
  for (const [index, value] of Array.isArray(values) ? values.entries() : []) {
    const text = JSON.stringify(value);
    if (seen.has(text)) yield [index, text];
    seen.add(text);
  }
}

function isOfType(value: unknown, given: readonly unknown[]): boolean {
  if (value === null) return given.includes("null");
  if (Array.isArray(value)) return given.includes("array");
  if (typeof value !== "number") return given.includes(typeof value);
  return given.includes("number") || (given.includes("integer") && Number.isInteger(value));
}

function mismatch(value: unknown, given: readonly unknown[]): string {
  const fact = `The value ${JSON.stringify(value)} is not of type ${given.join(" or ")}, so it is never allowed.`;
  if (value === null) return `${fact} Say that the type is nullable.`;
  const isQuotable =
    given.includes("string") && (typeof value === "number" || typeof value === "boolean");
  return isQuotable ? `${fact} Put it in quotes.` : fact;
}

function checkPatterns(document: ApiDocument, schema: JsonObject, report: Report): void {
  const isToDrop = (
    pattern: string,
    field: string | readonly string[],
    at: "key" | "value",
  ): boolean => {
    const why = patternError(pattern);
    return why !== undefined && report(document.problem("invalid-pattern", why, schema, field, at));
  };
  const { pattern, patternProperties: named } = schema;
  if (typeof pattern === "string" && isToDrop(pattern, "pattern", "value"))
    delete schema["pattern"];
  if (!isObject(named)) return;
  for (const name of Object.keys(named))
    if (isToDrop(name, ["patternProperties", name], "key")) delete named[name];
}

/** A required name beside no property of that name but a similar one: legal, and mostly a slip. */
function checkRequired(document: ApiDocument, schema: JsonObject, warn: Reports["warn"]): void {
  const { required, properties } = schema;
  if (!Array.isArray(required) || !isObject(properties)) return;
  const names = Object.keys(properties).filter((name) => !required.includes(name));
  for (const [index, name] of (required as string[]).entries()) {
    if (Object.hasOwn(properties, name)) continue;
    const near = closest(name, names);
    if (near === undefined) continue;
    const message = `\`${name}\` is required and is not among the properties. Did you mean \`${near}\`?`;
    warn(document.problem("unknown-property", message, schema, ["required", String(index)]));
  }
}

/** Patterns are those of ECMA-262, JSON Schema 2020-12, core 6.4; with Unicode, or as older ones are written. */
function patternError(pattern: string): string | undefined {
  for (const flags of ["u", ""]) {
    try {
      RegExp(pattern, flags);
      return undefined;
    } catch (error) {
      if (flags === "")
        return `This is not a regular expression of JavaScript: ${(error as Error).message.replace(/^.*\/: /, "")}.`;
    }
  }
  return undefined;
}
