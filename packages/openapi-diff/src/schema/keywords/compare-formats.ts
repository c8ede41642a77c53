import { placeOf } from "./compare-types.ts";
import type { Comparison } from "../comparison.ts";
import { show } from "../show.ts";
import type { View } from "../view/view.ts";

/** Number formats. Each includes all values of the formats before it. */
const widths: readonly (readonly string[])[] = [
  ["int8", "int16", "int32", "int64"],
  ["uint8", "uint16", "uint32", "uint64"],
  ["float", "double"],
];

/** Compares `format`. */
export function compareFormats(comparison: Comparison, old: View, now: View): void {
  const [before, after] = [formatOf(old), formatOf(now)];
  if (before === after) return;
  const place = placeOf(old, now, "format");
  if (before === undefined)
    comparison.add("format-added", place, `now has the format ${show(after)}`);
  else if (after === undefined)
    comparison.add("format-removed", place, `no longer has the format ${show(before)}`);
  else {
    const row = widths.find((each) => each.includes(before) && each.includes(after));
    const isWider = row && row.indexOf(after) > row.indexOf(before);
    const family = !row ? "format-changed" : isWider ? "format-widened" : "format-narrowed";
    comparison.add(family, place, `has the format ${show(after)} instead of ${show(before)}`);
  }
}

function formatOf(view: View): string | undefined {
  const format = view.keywords.get("format")?.value;
  return typeof format === "string" ? format : undefined;
}
