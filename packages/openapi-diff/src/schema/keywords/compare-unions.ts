import { type JsonObject, type SchemaValue, isObject } from "@sandboxes/codegen/in-memory";
import type { Comparison } from "../comparison.ts";
import { likeness } from "../likeness.ts";
import { sameJson } from "../same-json.ts";
import type { Held, Union, View } from "../view/view.ts";

/**
 * Compares alternatives. Ignores their order: each is compared with the most similar one.
 *
 * @returns `judged` when the difference is fully reported, so that nothing is left to compare
 */
export function compareUnions(comparison: Comparison, old: View, now: View): "judged" | "open" {
  const [before, ...moreBefore] = old.unions;
  const [after, ...moreAfter] = now.unions;
  const isSimple = moreBefore.length === 0 && moreAfter.length === 0;
  if (before && after && old.unions.length === now.unions.length) {
    let outcome: "judged" | "open" = "open";
    for (const [union, other] of inPairs(old.unions, now.unions)) {
      if (match(comparison, union, other, isSimple) === "judged") outcome = "judged";
    }
    return outcome;
  }
  if (isSimple && after && isBare(now) && wrapped(comparison, "old", comparison.node.old, after))
    return "judged";
  if (isSimple && before && isBare(old) && wrapped(comparison, "new", comparison.node.new, before))
    return "judged";
  if (sameJson(comparison.node.old, comparison.node.new)) return "open";
  return byValues(comparison, now.at, "always");
}

/** Pairs alternatives: first the equal ones, in any order, and then the rest. */
function inPairs(
  old: readonly Held<Union>[],
  now: readonly Held<Union>[],
): [Held<Union>, Held<Union>][] {
  const spelling = ({ value: { members } }: Held<Union>): string =>
    members
      .map((member) => JSON.stringify(member))
      .sort((a, b) => (a < b ? -1 : 1))
      .join();
  const left = [...now];
  const found = new Map<Held<Union>, Held<Union>>();
  for (const union of old) {
    const index = left.findIndex((other) => spelling(other) === spelling(union));
    const [other] = index < 0 ? [] : left.splice(index, 1);
    if (other) found.set(union, other);
  }
  return old.flatMap((union) => {
    const other = found.get(union) ?? left.shift();
    return other ? [[union, other]] : [];
  });
}

/** Returns whether a schema contains only alternatives. */
function isBare(view: View): boolean {
  const others = [...view.keywords.keys()].filter((keyword) => keyword !== "discriminator");
  return !view.types && !view.values && view.properties.size === 0 && others.length === 0;
}

/** Compares a schema that became one of several alternatives, or that was one and is now alone. */
function wrapped(
  comparison: Comparison,
  alone: "old" | "new",
  schema: SchemaValue,
  { value: { members }, at }: Held<Union>,
): boolean {
  const isThis = (member: SchemaValue): boolean =>
    alone === "old"
      ? comparison.pairs.areSame(schema, member)
      : comparison.pairs.areSame(member, schema);
  const same = members.find(isThis);
  if (same === undefined) return false;
  for (const member of members) {
    if (member === same) continue;
    const place = {
      side: alone === "old" ? ("new" as const) : ("old" as const),
      at: isObject(member) ? member : at,
      path: [],
    };
    if (alone === "old") comparison.add("alternative-added", place, `now allows ${nameOf(member)}`);
    else comparison.add("alternative-removed", place, `no longer allows ${nameOf(member)}`);
  }
  return true;
}

/** Compares two lists of alternatives. */
function match(
  comparison: Comparison,
  before: Held<Union>,
  after: Held<Union>,
  isSimple: boolean,
): "judged" | "open" {
  const { pairs } = comparison;
  const left = [...before.value.members];
  const right = [...after.value.members];
  const paired: [SchemaValue, SchemaValue][] = [];
  const pair = (isPair: (one: SchemaValue, other: SchemaValue) => boolean): void => {
    for (const one of before.value.members) {
      if (!left.includes(one)) continue;
      const other = right.find((candidate) => isPair(one, candidate));
      if (other === undefined) continue;
      left.splice(left.indexOf(one), 1);
      right.splice(right.indexOf(other), 1);
      paired.push([one, other]);
    }
  };
  pair(sameJson);
  pair((one, other) => isRef(one) && isRef(other) && one["$ref"] === other["$ref"]);
  pair((one, other) => pairs.areSame(one, other));
  const isRegrouped = left.length > 0 && right.length > 0 && left.length !== right.length;
  if (isRegrouped && isSimple && pairs.judge(comparison.node) === "same") return "judged";
  const isOne = left.length === 1 && right.length === 1;
  pair((one, other) => likeness(pairs, one, other) >= (isOne ? 0.3 : 0.5));
  if (isSimple && left.length > 0 && right.length > 0) {
    // Pairs do not show what became of these, so use sample values.
    const outcome = byValues(comparison, after.at, "sure");
    if (outcome === "judged") return outcome;
  }
  for (const [one, other] of paired) comparison.child(one, other);
  if (left.length === 0 && right.length === 0)
    return before.value.keyword === after.value.keyword
      ? "open"
      : byValues(comparison, after.at, "sure");
  // Adding or removing an alternative that others cover has no effect.
  if (isSimple && pairs.judge(comparison.node) === "same") return "open";
  for (const member of left)
    comparison.add(
      "alternative-removed",
      { side: "old", at: isObject(member) ? member : before.at, path: [] },
      `no longer allows ${nameOf(member)}`,
    );
  for (const member of right)
    comparison.add(
      "alternative-added",
      { side: "new", at: isObject(member) ? member : after.at, path: [] },
      `now allows ${nameOf(member)}`,
    );
  return "open";
}

/**
 * Judges the schemas of the node with sample values.
 *
 * @param mode `sure` reports only differences that a sample value shows
 */
function byValues(
  comparison: Comparison,
  at: JsonObject,
  mode: "sure" | "always",
): "judged" | "open" {
  const judged = comparison.pairs.judge(comparison.node);
  if (judged === "same") return mode === "sure" ? "open" : "judged";
  if (judged === "unknown" && mode === "sure") return "open";
  const place = { side: "new" as const, at, path: [] };
  if (judged === "unknown")
    comparison.add("composition-changed", place, "is put together from other schemas");
  else comparison.add(judged.family, place, judged.what);
  return "judged";
}

/** Names an alternative in a message. */
function nameOf(schema: SchemaValue): string {
  if (!isObject(schema)) return "another shape";
  const { $ref: ref, title, type } = schema;
  if (typeof ref === "string") return `\`${ref.split("/").at(-1)}\``;
  if (typeof title === "string") return `\`${title}\``;
  return typeof type === "string" ? `another ${type}` : "another shape";
}

function isRef(schema: SchemaValue): schema is { $ref: string } {
  return isObject(schema) && typeof schema["$ref"] === "string";
}
