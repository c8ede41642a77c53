import { type SchemaValue, isObject } from "@sandboxes/codegen/in-memory";
import { restrictions } from "../../rules/schema/keyword-rules.ts";
import { compareDiscriminators } from "./compare-discriminators.ts";
import { compareFormats } from "./compare-formats.ts";
import { placeOf } from "./compare-types.ts";
import type { Comparison, Pairing } from "../comparison.ts";
import { sameJson } from "../same-json.ts";
import { show } from "../show.ts";
import type { View } from "../view/view.ts";

/** Keywords whose value is a schema. */
const schemas = new Set([
  "not",
  "contains",
  "propertyNames",
  "unevaluatedItems",
  "unevaluatedProperties",
  "if",
  "then",
  "else",
  "contentSchema",
]);

/** Compares keywords that reject values, formats and discriminators. */
export function compareKeywords(comparison: Comparison, old: View, now: View): void {
  for (const { keyword, name } of restrictions) {
    // `then` and `else` have no effect without `if`, whose change is reported.
    const isBranch = keyword === "then" || keyword === "else";
    if (isBranch && old.keywords.has("if") !== now.keywords.has("if")) continue;
    compareOne(comparison, old, now, keyword, name);
  }
  compareFormats(comparison, old, now);
  compareDiscriminators(comparison, old, now);
}

function compareOne(
  comparison: Comparison,
  old: View,
  now: View,
  keyword: string,
  name: string,
): void {
  const [before, after] = [old.keywords.get(keyword), now.keywords.get(keyword)];
  const place = placeOf(old, now, keyword);
  if (!before && !after) return;
  if (!before) comparison.add(`${name}-added`, place, said("now has", keyword, after?.value));
  else if (!after)
    comparison.add(`${name}-removed`, place, said("no longer has", keyword, before.value));
  else if (!isSame(comparison.pairs, keyword, before.value, after.value)) {
    const isLoose = keyword === "pattern" && /^\^?\.\*\$?$/.test(String(after.value));
    const isMultiple = keyword === "multipleOf" && Number(before.value) % Number(after.value) === 0;
    const family = isLoose || isMultiple ? "removed" : "changed";
    const what = `${said("has", keyword, after.value)} instead of ${show(before.value)}`;
    comparison.add(`${name}-${family}`, place, what);
  }
}

function said(verb: string, keyword: string, value: unknown): string {
  return `${verb} \`${keyword}: ${show(value).slice(1, -1)}\``;
}

function isSame(pairs: Pairing, keyword: string, before: unknown, after: unknown): boolean {
  if (keyword === "dependentSchemas" && isObject(before) && isObject(after)) {
    const names = Object.keys(before);
    return (
      names.length === Object.keys(after).length &&
      names.every(
        (name) =>
          Object.hasOwn(after, name) &&
          pairs.areSame(before[name] as SchemaValue, after[name] as SchemaValue),
      )
    );
  }
  if (keyword === "dependentRequired") return sameJson(sorted(before), sorted(after));
  if (schemas.has(keyword)) return pairs.areSame(before as SchemaValue, after as SchemaValue);
  return sameJson(before, after);
}

/** Sorts lists of names, because their order has no meaning. */
function sorted(map: unknown): unknown {
  if (!isObject(map)) return map;
  return Object.fromEntries(
    Object.entries(map).map(([name, names]) => [
      name,
      Array.isArray(names) ? names.map(String).sort() : names,
    ]),
  );
}
