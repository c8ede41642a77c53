import { type JsonObject, isObject } from "@sandboxes/codegen/in-memory";
import type { Comparison } from "../comparison.ts";
import type { Place } from "../finding.ts";
import type { ViewReader } from "../view/view-reader.ts";
import type { View } from "../view/view.ts";

/** Compares `discriminator`: the property that selects an alternative, and the meaning of its values. */
export function compareDiscriminators(comparison: Comparison, old: View, now: View): void {
  const [before, after] = [old.keywords.get("discriminator"), now.keywords.get("discriminator")];
  if (!before && !after) return;
  const place: Place = after
    ? { side: "new", at: after.at, path: ["discriminator"] }
    : { side: "old", at: before?.at ?? old.at, path: ["discriminator"] };
  const [was, is] = [objectOf(before?.value), objectOf(after?.value)];
  const [wasName, isName] = [String(was["propertyName"]), String(is["propertyName"])];
  if (!before)
    comparison.add(
      "discriminator-added",
      place,
      `now tells its alternatives apart by \`${isName}\``,
    );
  else if (!after)
    comparison.add(
      "discriminator-removed",
      place,
      `no longer names \`${wasName}\` as what tells its alternatives apart`,
    );
  else if (wasName !== isName)
    comparison.add(
      "discriminator-property-name-changed",
      place,
      `tells its alternatives apart by \`${isName}\` instead of \`${wasName}\``,
    );
  else compareMappings(comparison, meaningsOf(was), meaningsOf(is), place);
}

/** The key of the meaning of all other values; OpenAPI 3.2. No value of a mapping is empty. */
const otherValues = "";

/** @returns the alternative that each value selects */
function meaningsOf(discriminator: JsonObject): JsonObject {
  const fallback = discriminator["defaultMapping"];
  return {
    ...objectOf(discriminator["mapping"]),
    ...(fallback === undefined ? {} : { [otherValues]: fallback }),
  };
}

function compareMappings(
  comparison: Comparison,
  was: JsonObject,
  is: JsonObject,
  place: Place,
): void {
  const { old, new: now } = comparison.pairs;
  const at = (value: string, side: Place["side"] = place.side): Place => ({
    ...place,
    side,
    path: [...place.path, ...(value === otherValues ? ["defaultMapping"] : ["mapping", value])],
  });
  const isSame = (before: unknown, after: unknown): boolean => {
    if (before === after) return true;
    const [one, other] = [old.target({ $ref: before }), now.target({ $ref: after })];
    return !!one && !!other && comparison.pairs.areSame(one, other);
  };
  const removed = Object.keys(was).filter((value) => !Object.hasOwn(is, value));
  const added = Object.keys(is).filter((value) => !Object.hasOwn(was, value));
  for (const value of Object.keys(is))
    if (Object.hasOwn(was, value) && !isSame(was[value], is[value]))
      comparison.add(
        "discriminator-mapping-changed",
        at(value),
        `gives ${nameOf(value)} another meaning`,
      );
  for (const value of removed) {
    // The value of an added or removed alternative is part of that change.
    if (isReported(comparison, "alternative-removed", old, was[value])) continue;
    const renamed = added.find(
      (other) =>
        ![value, other].includes(otherValues) &&
        isSame(was[value], is[other]) &&
        !Object.keys(is).some((kept) => Object.hasOwn(was, kept) && isSame(was[value], is[kept])),
    );
    if (renamed === undefined) {
      const what = `gives ${nameOf(value)} no meaning any more`;
      comparison.add("discriminator-mapping-removed", at(value, "old"), what);
      continue;
    }
    added.splice(added.indexOf(renamed), 1);
    const what = `renames the value ${nameOf(value)} to ${nameOf(renamed)}`;
    comparison.add("discriminator-mapping-renamed", at(renamed), what);
  }
  for (const value of added)
    if (!isReported(comparison, "alternative-added", now, is[value]))
      comparison.add("discriminator-mapping-added", at(value), `gives ${nameOf(value)} a meaning`);
}

function nameOf(value: string): string {
  return value === otherValues ? "all other values" : `\`${value}\``;
}

/** Returns whether an alternative is already reported as added or removed. */
function isReported(
  { node }: Comparison,
  family: string,
  reader: ViewReader,
  ref: unknown,
): boolean {
  const target = reader.target({ $ref: ref });
  return node.findings.some(
    (finding) =>
      finding.family === family &&
      (finding.place.at === target || reader.target(finding.place.at) === target),
  );
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
