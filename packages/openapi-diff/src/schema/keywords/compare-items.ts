import type { SchemaValue } from "@sandboxes/codegen/in-memory";
import type { Comparison } from "../comparison.ts";
import { placeOf } from "./compare-types.ts";
import type { View } from "../view/view.ts";

/** Compares the items of arrays: those at fixed positions, and all others. */
export function compareItems(comparison: Comparison, old: View, now: View): void {
  const [before, after] = [old.keywords.get("items"), now.keywords.get("items")];
  const place = placeOf(old, now, "items");
  if (before && after) comparison.child(before.value as SchemaValue, after.value as SchemaValue);
  else if (after) comparison.add("items-added", place, "now says what its items are");
  else if (before) comparison.add("items-removed", place, "no longer says what its items are");
  comparePrefix(comparison, old, now);
}

function comparePrefix(comparison: Comparison, old: View, now: View): void {
  const [before, after] = [prefixOf(old), prefixOf(now)];
  for (const [index, item] of after.entries()) {
    const was = before[index];
    if (was !== undefined) comparison.child(was, item);
  }
  const place = placeOf(old, now, "prefixItems");
  if (after.length > before.length)
    comparison.add("prefix-items-added", place, "describes more items in fixed places");
  if (after.length < before.length)
    comparison.add("prefix-items-removed", place, "describes fewer items in fixed places");
}

function prefixOf(view: View): SchemaValue[] {
  const value = view.keywords.get("prefixItems")?.value;
  return Array.isArray(value) ? (value as SchemaValue[]) : [];
}
