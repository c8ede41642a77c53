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
  else compareMappings(comparison, objectOf(was["mapping"]), objectOf(is["mapping"]), place);
}

function compareMappings(
  comparison: Comparison,
  was: JsonObject,
  is: JsonObject,
  place: Place,
): void {
  const { old, new: now } = comparison.pairs;
  for (const value of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const [before, after] = [was[value], is[value]];
    const at: Place = { ...place, path: [...place.path, "mapping", value] };
    // The value of an added or removed alternative is part of that change.
    if (before === undefined && isReported(comparison, "alternative-added", now, after)) continue;
    if (after === undefined && isReported(comparison, "alternative-removed", old, before)) continue;
    if (before === undefined)
      comparison.add("discriminator-mapping-added", at, `gives \`${value}\` a meaning`);
    else if (after === undefined)
      comparison.add(
        "discriminator-mapping-removed",
        { ...at, side: place.side },
        `gives \`${value}\` no meaning any more`,
      );
    else if (before !== after) {
      const [one, other] = [old.target({ $ref: before }), now.target({ $ref: after })];
      if (!one || !other || !comparison.pairs.areSame(one, other))
        comparison.add("discriminator-mapping-changed", at, `gives \`${value}\` another meaning`);
    }
  }
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
