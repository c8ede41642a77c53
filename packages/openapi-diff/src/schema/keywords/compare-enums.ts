import type { Comparison } from "../comparison.ts";
import { placeOf } from "./compare-types.ts";
import { sameJson } from "../same-json.ts";
import { show, showAll } from "../show.ts";
import { similarity } from "../similarity.ts";
import type { View } from "../view/view.ts";

/** Compares the values that `enum` and `const` allow. Ignores their order. */
export function compareEnums(comparison: Comparison, old: View, now: View): void {
  const [before, after] = [old.values?.value, now.values?.value];
  const place = placeOf(old, now, "enum");
  if (!before && !after) return;
  if (!before) {
    const only = after?.length === 1;
    comparison.add(
      only ? "const-added" : "became-enum",
      place,
      `can now only be ${only ? "" : "one of "}${showAll(after ?? [])}`,
    );
    return;
  }
  if (!after) {
    const only = before.length === 1;
    comparison.add(
      only ? "const-removed" : "enum-lifted",
      place,
      `is no longer limited to ${showAll(before)}`,
    );
    return;
  }
  const removed = before.filter((value) => !after.some((other) => sameJson(value, other)));
  const added = after.filter((value) => !before.some((other) => sameJson(value, other)));
  const [gone = "", come = ""] = [removed[0], added[0]];
  if (removed.length === 1 && added.length === 1 && before.length === 1 && after.length === 1)
    comparison.add("const-changed", place, `is ${show(come)} instead of ${show(gone)}`);
  else if (
    removed.length === 1 &&
    added.length === 1 &&
    similarity(String(gone), String(come)) >= 0.6
  )
    comparison.add("enum-value-renamed", place, `renames the value ${show(gone)} to ${show(come)}`);
  else {
    if (removed.length > 0)
      comparison.add("enum-value-removed", place, `no longer has the value ${showAll(removed)}`);
    if (added.length > 0)
      comparison.add("enum-value-added", place, `has the new value ${showAll(added)}`);
  }
}
