import { closest } from "../../../document/problems/closest.ts";
import { type ApiDocument, type JsonObject, isObject } from "../../../document/read-document.ts";
import { checkPatterns } from "./check-patterns.ts";
import { checkType, types } from "./check-type.ts";
import type { Reports } from "../reports.ts";

/**
 * Checks one schema, without those inside it, for contradictions. It repairs each, so that every
 * artefact reads the schema alike.
 */
export function checkSchema(document: ApiDocument, schema: JsonObject, reports: Reports): void {
  checkType(document, schema, reports);
  checkValues(document, schema, reports);
  checkNumbers(document, schema, reports);
  checkRepeated(document, schema, reports);
  checkPatterns(document, schema, reports);
  checkRequired(document, schema, reports);
}

/** Checks that `enum` and `const` have values of the `type` beside them. The values say more than the type. */
function checkValues(document: ApiDocument, schema: JsonObject, { warn }: Reports): void {
  if (!("enum" in schema) && !("const" in schema)) return;
  const given = [schema["type"]].flat(2).filter((type) => type !== undefined);
  const values = Array.isArray(schema["enum"]) ? schema["enum"] : undefined;
  if (values?.length === 0) {
    const message = "An empty `enum` allows no value. It is ignored.";
    warn(document.problem("invalid-enum", message, schema, "enum"));
    delete schema["enum"];
  }
  if (given.length === 0 || !given.every((type) => types.includes(type as string))) return;
  const wrong: [value: unknown, place: string | readonly string[]][] = [];
  for (const [index, value] of values?.entries() ?? []) {
    if (!isOfType(value, given)) wrong.push([value, ["enum", String(index)]]);
  }
  if ("const" in schema && !isOfType(schema["const"], given))
    wrong.push([schema["const"], "const"]);
  for (const [value, place] of wrong) {
    warn(document.problem("invalid-enum", mismatch(value, given), schema, place));
    delete schema["type"];
  }
}

/** Warns of integers that JavaScript reads as another number. */
function checkNumbers(document: ApiDocument, schema: JsonObject, { warn }: Reports): void {
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

/** Warns of values that are listed twice (JSON Schema 2020-12, Validation, sections 6.1.2 and 6.5.3). */
function checkRepeated(document: ApiDocument, schema: JsonObject, { warn }: Reports): void {
  const { enum: values, required } = schema;
  for (const [index, text] of repeated(values)) {
    const message = `\`enum\` lists the value ${text} twice.`;
    warn(document.problem("invalid-enum", message, schema, ["enum", String(index)]));
  }
  for (const [index, text] of repeated(required)) {
    const message = `\`required\` lists the name ${text} twice.`;
    warn(document.problem("invalid-value", message, schema, ["required", String(index)]));
    schema["required"] = [...new Set(required as unknown[])];
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
  const fact = `The value ${JSON.stringify(value)} is not of type ${given.join(" or ")}. The type is ignored.`;
  if (value === null) return `${fact} Make the type nullable.`;
  const isQuotable =
    given.includes("string") && (typeof value === "number" || typeof value === "boolean");
  return isQuotable ? `${fact} Put the value in quotes.` : fact;
}

/** Warns of a required name without a property, if a property has a similar name: it is legal, but mostly a slip. */
function checkRequired(document: ApiDocument, schema: JsonObject, { warn }: Reports): void {
  const { required, properties } = schema;
  if (!Array.isArray(required) || !isObject(properties)) return;
  const names = Object.keys(properties).filter((name) => !required.includes(name));
  for (const [index, name] of (required as string[]).entries()) {
    if (Object.hasOwn(properties, name)) continue;
    const near = closest(name, names);
    if (near === undefined) continue;
    const message = `\`${name}\` is required, but there is no such property. Did you mean \`${near}\`?`;
    warn(document.problem("unknown-property", message, schema, ["required", String(index)]));
  }
}
