import type { Comparison } from "../comparison.ts";
import type { Place } from "../finding.ts";
import type { View } from "../view/view.ts";

/** All JSON types except null. `number` includes integers. */
const everyType = ["string", "number", "boolean", "object", "array"];

/**
 * Compares the allowed types and null.
 *
 * @returns `different` when the types have no value in common, so that there is nothing else to
 *   compare
 */
export function compareTypes(comparison: Comparison, old: View, now: View): "alike" | "different" {
  const [before, after] = [typesOf(old, now), typesOf(now, old)];
  const { node } = comparison;
  const [lost, gained] = [without(before, after), without(after, before)];
  const isText = node.carrier === "text";
  // In a text format, a string also accepts the text of a number or a boolean.
  const covered = (types: string[], by: string[]): string[] =>
    isText && by.includes("string")
      ? types.filter((type) => !["number", "integer", "boolean"].includes(type))
      : types;
  const [reallyLost, reallyGained] = [covered(lost, after), covered(gained, before)];
  const place = placeOf(old, now, "type");
  const isAlike = lost.length === 0 && gained.length === 0;
  if (!isAlike) {
    const what = `has the type ${list(after)} instead of ${list(before)}`;
    if (isOnly(gained, "number") && reallyLost.length === 0 && before.includes("integer"))
      comparison.add("integer-became-number", place, what);
    else if (isOnly(lost, "number") && reallyGained.length === 0 && after.includes("integer"))
      comparison.add("number-became-integer", place, what);
    else if (reallyLost.length > 0 && reallyGained.length > 0)
      comparison.add("type-changed", place, what);
    else if (reallyLost.length > 0) comparison.add("type-narrowed", place, what);
    else comparison.add("type-widened", place, what);
  }
  const isNarrow = old.types !== undefined && now.types !== undefined;
  if (old.nullable !== now.nullable && (isNarrow || isAlike))
    if (now.nullable)
      comparison.add("became-nullable", placeOf(old, now, "type"), "may now be null");
    else comparison.add("became-not-nullable", placeOf(old, now, "type"), "can no longer be null");
  const overlap = before.some(
    (type) =>
      after.includes(type) ||
      (type === "integer" && after.includes("number")) ||
      (type === "number" && after.includes("integer")),
  );
  return isAlike || overlap || before.length === 0 || after.length === 0 ? "alike" : "different";
}

/** Returns the types. If only the other schema has types, returns the type that other keywords imply. */
function typesOf(view: View, other: View): string[] {
  if (view.types) return [...view.types.value];
  if (view.values) return [...new Set(view.values.value.map(typeOf))];
  if (other.types && view.implied !== undefined) return [view.implied];
  return everyType;
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

function without(types: string[], others: string[]): string[] {
  return types.filter(
    (type) => !others.includes(type) && !(type === "integer" && others.includes("number")),
  );
}

function isOnly(types: string[], type: string): boolean {
  return types.length === 1 && types[0] === type;
}

function list(types: string[]): string {
  if (types.length === 0) return "null";
  return types.length >= everyType.length ? "any" : types.join(" or ");
}

/** Returns the location of a keyword, preferably in the new document. */
export function placeOf(old: View, now: View, field: string): Place {
  const held = (view: View): { at: View["at"] } | undefined => {
    if (field === "type") return view.types;
    if (field === "enum") return view.values;
    return view.keywords.get(field);
  };
  const [before, after] = [held(old), held(now)];
  if (after) return { side: "new", at: after.at, path: [fieldIn(after.at, field)] };
  if (before) return { side: "old", at: before.at, path: [fieldIn(before.at, field)] };
  return { side: "new", at: now.at, path: [] };
}

/** Returns the field, or the keyword of the schema that has its meaning. */
function fieldIn(schema: object, field: string): string {
  if (field in schema) return field;
  const content = ["contentEncoding", "contentMediaType"];
  const others = ["const", "oneOf", "anyOf", ...(field === "format" ? content : []), "type"];
  return others.find((other) => other in schema) ?? field;
}
