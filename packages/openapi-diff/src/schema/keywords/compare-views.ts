import type { Comparison } from "../comparison.ts";
import { compareBounds } from "./compare-bounds.ts";
import { compareItems } from "./compare-items.ts";
import { compareKeywords } from "./compare-keywords.ts";
import { compareProperties } from "./compare-properties.ts";
import { compareTypes } from "./compare-types.ts";
import { compareUnions } from "./compare-unions.ts";
import { compareEnums } from "./compare-enums.ts";
import type { View } from "../view/view.ts";

/**
 * Compares two schemas keyword by keyword. Uses sample values where that is not possible, such as for
 * regrouped alternatives.
 */
export function compareViews(comparison: Comparison, old: View, now: View): void {
  if (old.unions.length > 0 || now.unions.length > 0 || old.isMixed || now.isMixed) {
    if (compareUnions(comparison, old, now) === "judged") return;
  }
  if (isAny(old) !== isAny(now)) {
    // Whatever the other schema says is part of one change.
    if (old.values || now.values) compareEnums(comparison, old, now);
    else if (old.types || now.types) compareTypes(comparison, old, now);
    if (old.values || now.values || old.types || now.types) return;
  }
  if (compareTypes(comparison, old, now) === "different") return;
  compareEnums(comparison, old, now);
  compareBounds(comparison, old, now);
  compareProperties(comparison, old, now);
  compareItems(comparison, old, now);
  compareKeywords(comparison, old, now);
}

/** Returns whether a schema allows every value except, possibly, null. */
function isAny({ types, values, properties, required, unions, keywords }: View): boolean {
  const isBare = properties.size === 0 && required.size === 0 && keywords.size === 0;
  return !types && !values && unions.length === 0 && isBare;
}
