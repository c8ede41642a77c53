import { bounds } from "../../rules/schema/bound-rules.ts";
import type { Comparison } from "../comparison.ts";
import { placeOf } from "./compare-types.ts";
import type { View } from "../view/view.ts";

/** The effective limit of one side, and the keyword that sets it. */
interface Limit {
  keyword: string;
  name: string;
  value: number;
}

/** Keywords that limit the same thing from the same side. */
const groups: readonly (readonly [inclusive: string, exclusive?: string])[] = [
  ["maximum", "exclusiveMaximum"],
  ["minimum", "exclusiveMinimum"],
  ["maxLength"],
  ["minLength"],
  ["maxItems"],
  ["minItems"],
  ["maxProperties"],
  ["minProperties"],
  ["maxContains"],
  ["minContains"],
];

/** Compares limits. The exclusive and the inclusive limit of one side count as one limit. */
export function compareBounds(comparison: Comparison, old: View, now: View): void {
  for (const [inclusive, exclusive] of groups) {
    const side = bounds.find(({ keyword }) => keyword === inclusive)?.side ?? "upper";
    const [before, after] = [
      limitOf(old, side, inclusive, exclusive),
      limitOf(now, side, inclusive, exclusive),
    ];
    if (!before && !after) continue;
    const place = placeOf(old, now, (after ?? before)?.keyword ?? inclusive);
    const name = (after ?? before)?.name ?? "";
    if (!before) {
      comparison.add(`${name}-set`, place, `now has \`${after?.keyword}: ${after?.value}\``);
    } else if (!after) {
      comparison.add(
        `${name}-unset`,
        place,
        `no longer has \`${before.keyword}: ${before.value}\``,
      );
    } else {
      const order = compare(before, after, side);
      const isSame =
        isInteger(old) && isInteger(now) && lastInteger(before, side) === lastInteger(after, side);
      if (order !== 0 && !isSame)
        comparison.add(
          `${name}-${order < 0 ? "increased" : "decreased"}`,
          place,
          `has \`${after.keyword}: ${after.value}\` instead of \`${before.keyword}: ${before.value}\``,
        );
    }
  }
}

function limitOf(
  view: View,
  side: "upper" | "lower",
  inclusive: string,
  exclusive: string | undefined,
): Limit | undefined {
  const at = (keyword: string | undefined): Limit | undefined => {
    const value = keyword === undefined ? undefined : view.keywords.get(keyword)?.value;
    const name = bounds.find((bound) => bound.keyword === keyword)?.name ?? "";
    return typeof value === "number" ? { keyword: keyword ?? "", name, value } : undefined;
  };
  const [one, other] = [at(inclusive), at(exclusive)];
  if (!one || !other) return one ?? other;
  // The stricter limit applies. For equal numbers, that is the exclusive one.
  if (side === "upper") return one.value < other.value ? one : other;
  return one.value > other.value ? one : other;
}

/** Returns the last integer within a limit: more than 0 is at least 1. */
function lastInteger({ keyword, value }: Limit, side: "upper" | "lower"): number {
  const isExclusive = keyword.startsWith("exclusive");
  if (side === "upper") return isExclusive ? Math.ceil(value) - 1 : Math.floor(value);
  return isExclusive ? Math.floor(value) + 1 : Math.ceil(value);
}

function isInteger({ types }: View): boolean {
  return types?.value.size === 1 && types.value.has("integer");
}

/** Returns a negative number when the limit increased, and a positive number when it decreased. */
function compare(before: Limit, after: Limit, side: "upper" | "lower"): number {
  if (before.value !== after.value) return before.value < after.value ? -1 : 1;
  if (before.keyword === after.keyword) return 0;
  const becameExclusive = after.keyword.startsWith("exclusive");
  return becameExclusive === (side === "upper") ? 1 : -1;
}
