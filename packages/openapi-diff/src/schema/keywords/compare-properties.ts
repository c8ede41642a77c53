import { type JsonObject, type SchemaValue, isObject } from "@sandboxes/codegen/in-memory";
import { attributeOf, holderOf } from "../view/attribute-of.ts";
import type { Comparison } from "../comparison.ts";
import type { Place } from "../finding.ts";
import { sameJson } from "../same-json.ts";
import { similarity } from "../similarity.ts";
import type { Held, View } from "../view/view.ts";
import type { ViewReader } from "../view/view-reader.ts";

/** Compares the properties of objects: named, required, and all others. */
export function compareProperties(comparison: Comparison, old: View, now: View): void {
  compareNamed(comparison, old, now);
  compareFurther(comparison, old, now);
  comparePatterns(comparison, old, now);
}

function compareNamed(comparison: Comparison, old: View, now: View): void {
  const { node, pairs } = comparison;
  const travels = (reader: ViewReader, { value }: Held<SchemaValue>): boolean =>
    !attributeOf(reader, value, node.way === "request" ? "readOnly" : "writeOnly");
  const removed = [...old.properties].filter(
    ([name, held]) => !now.properties.has(name) && travels(pairs.old, held),
  );
  const added = [...now.properties].filter(
    ([name, held]) => !propertyOf(old, name) && travels(pairs.new, held),
  );
  const renamed = renames(comparison, removed, added);
  for (const [name, { at }] of removed) {
    if (renamed.has(name)) continue;
    const place: Place = { side: "old", at, path: ["properties", name] };
    comparison.add(familyOfRemoval(comparison, old, now, name), place, "was removed");
  }
  const taken = new Set(renamed.values());
  for (const [name, { at }] of added) {
    if (taken.has(name)) continue;
    const place: Place = { side: "new", at, path: ["properties", name] };
    if (now.required.has(name))
      comparison.add("required-property-added", place, "was added and is required");
    else comparison.add("optional-property-added", place, "was added");
  }
  for (const [before, after] of renamed) {
    const at = now.properties.get(after)?.at ?? now.at;
    const place: Place = { side: "new", at, path: ["properties", after] };
    comparison.add("property-renamed", place, `was renamed from \`${before}\``);
  }
  for (const [name, held] of now.properties) {
    const before = propertyOf(old, name);
    if (!before) continue;
    // A property that is not sent in this direction constrains nothing.
    if (travels(pairs.old, before) || travels(pairs.new, held))
      comparison.child(before.value, held.value);
    else if (!sameJson(before.value, held.value))
      node.hiddenChildren.push([before.value, held.value]);
  }
  for (const [name, held] of old.properties)
    if (!now.properties.has(name) && !travels(pairs.old, held))
      comparison.addHidden(
        familyOfRemoval(comparison, old, now, name),
        { side: "old", at: held.at, path: ["properties", name] },
        "was removed",
      );
  for (const [name, held] of now.properties)
    if (!propertyOf(old, name) && !travels(pairs.new, held))
      comparison.addHidden(
        now.required.has(name) ? "required-property-added" : "optional-property-added",
        { side: "new", at: held.at, path: ["properties", name] },
        now.required.has(name) ? "was added and is required" : "was added",
      );
  compareRequired(comparison, old, now, new Set([...removed, ...added].map(([name]) => name)));
}

/** Returns a property. One that is only listed as required may have any value. */
function propertyOf({ properties, required }: View, name: string): Held<SchemaValue> | undefined {
  const at = required.get(name);
  return properties.get(name) ?? (at ? { value: true, at } : undefined);
}

function familyOfRemoval({ node }: Comparison, old: View, now: View, name: string): string {
  if (node.way === "response")
    return old.required.has(name) ? "required-property-removed" : "optional-property-removed";
  const isClosed = now.keywords.get("additionalProperties")?.value === false;
  return isClosed ? "property-forbidden" : "property-removed";
}

/** Returns the new name of each renamed property, by its old name. */
function renames(
  { pairs }: Comparison,
  removed: readonly [string, Held<SchemaValue>][],
  added: readonly [string, Held<SchemaValue>][],
): Map<string, string> {
  const found = new Map<string, string>();
  const scored = removed.flatMap(([before, one]) =>
    added.map(([after, other]) => ({
      before,
      after,
      one,
      other,
      score: similarity(before, after),
    })),
  );
  scored.sort((a, b) => b.score - a.score);
  const taken = new Set<string>();
  for (const { before, after, one, other, score } of scored) {
    if (score < 0.5 || found.has(before) || taken.has(after)) continue;
    // Equal schemas may still differ in their references, for example back to this object.
    if (!sameJson(one.value, other.value) && !pairs.areSame(one.value, other.value)) continue;
    found.set(before, after);
    taken.add(after);
  }
  return found;
}

function compareRequired(
  comparison: Comparison,
  old: View,
  now: View,
  handled: ReadonlySet<string>,
): void {
  const { node, pairs } = comparison;
  const attribute = node.way === "request" ? "readOnly" : "writeOnly";
  for (const [name, { value }] of now.properties) {
    const before = old.properties.get(name);
    if (!before || !now.required.has(name) || attributeOf(pairs.new, value, attribute)) continue;
    const holder = holderOf(pairs.old, before.value, attribute);
    if (holder?.[attribute] !== true) continue;
    const own = holderOf(pairs.new, value, attribute);
    const place: Place = own
      ? { side: "new", at: own, path: [attribute] }
      : { side: "old", at: holder, path: [attribute] };
    const flag = attribute === "readOnly" ? "read-only" : "write-only";
    comparison.add("property-became-required", place, `is no longer ${flag}, and is required`);
  }
  for (const name of new Set([...old.required.keys(), ...now.required.keys()])) {
    const [was, is] = [old.required.get(name), now.required.get(name)];
    if (handled.has(name) || !!was === !!is) continue;
    const [before, after] = [old.properties.get(name), now.properties.get(name)];
    if (after && attributeOf(pairs.new, after.value, attribute)) continue;
    if (before && attributeOf(pairs.old, before.value, attribute)) continue;
    const owner = after ?? before;
    const place: Place = {
      side: after || !before ? "new" : "old",
      at: owner?.at ?? is ?? now.at,
      path: owner ? ["properties", name] : ["required"],
    };
    const subject = owner ? "" : `the property \`${name}\` `;
    if (is) comparison.add("property-became-required", place, `${subject}is now required`);
    else comparison.add("property-became-optional", place, `${subject}is now optional`);
  }
}

/** Compares `additionalProperties`. */
function compareFurther(comparison: Comparison, old: View, now: View): void {
  const [before, after] = [furtherOf(old), furtherOf(now)];
  const place: Place = now.keywords.has("additionalProperties")
    ? {
        side: "new",
        at: now.keywords.get("additionalProperties")?.at ?? now.at,
        path: ["additionalProperties"],
      }
    : {
        side: "old",
        at: old.keywords.get("additionalProperties")?.at ?? old.at,
        path: ["additionalProperties"],
      };
  if (before.value === false && after.value === false) return;
  if (after.value === false)
    comparison.add("additional-properties-forbidden", place, "no longer allows other properties");
  else if (before.value === false)
    comparison.add("additional-properties-allowed", place, "now allows other properties");
  else if (before.value !== true && after.value !== true)
    comparison.child(before.value, after.value);
  else if (before.value === true && after.value !== true)
    comparison.add(
      "additional-properties-constrained",
      place,
      "now says what other properties may be",
    );
  else if (before.value !== true && after.value === true)
    comparison.add(
      "additional-properties-unconstrained",
      place,
      "no longer says what other properties may be",
    );
}

function furtherOf(view: View): { value: SchemaValue } {
  const value = view.keywords.get("additionalProperties")?.value;
  return { value: value === false || isObject(value) ? value : true };
}

function comparePatterns(comparison: Comparison, old: View, now: View): void {
  const [before, after] = [mapOf(old, "patternProperties"), mapOf(now, "patternProperties")];
  const at = (view: View): JsonObject => view.keywords.get("patternProperties")?.at ?? view.at;
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[name], after[name]];
    if (was !== undefined && is !== undefined)
      comparison.child(was as SchemaValue, is as SchemaValue);
    else if (is !== undefined)
      comparison.add(
        "pattern-property-added",
        { side: "new", at: at(now), path: ["patternProperties", name] },
        "now constrains properties with such a name",
      );
    else
      comparison.add(
        "pattern-property-removed",
        { side: "old", at: at(old), path: ["patternProperties", name] },
        "no longer constrains properties with such a name",
      );
  }
}

function mapOf(view: View, keyword: string): JsonObject {
  const value = view.keywords.get(keyword)?.value;
  return isObject(value) ? value : {};
}
