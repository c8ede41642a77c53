import type { JsonObject } from "@sandboxes/codegen/in-memory";
import { type Contract, placeAt, textOf } from "./contract.ts";
import type { OperationWalk } from "./walk.ts";

/** Returns the removal date, or the reason why there is none. */
function sunsetOf(object: JsonObject): Date | "none" | "unreadable" {
  const value = object["x-sunset"];
  if (value === undefined) return "none";
  const date = new Date(typeof value === "string" ? value : "");
  return Number.isNaN(date.getTime()) ? "unreadable" : date;
}

/**
 * Judges a removal by its announcement.
 *
 * @returns the suffix of the rule id, and the message
 */
export function removalOf(
  removed: readonly JsonObject[],
  today: Date = new Date(),
): { rule: string; what: string } {
  const dates = removed.map(sunsetOf);
  const early = dates.find((date): date is Date => date instanceof Date && date > today);
  if (early)
    return {
      rule: "removed-before-sunset",
      what: `was removed before its sunset date, ${early.toISOString().slice(0, 10)}`,
    };
  const isAnnounced = removed.every(
    (object, index) => object["deprecated"] === true && dates[index] instanceof Date,
  );
  return isAnnounced
    ? { rule: "removed-after-sunset", what: "was removed after its sunset date" }
    : { rule: "removed", what: "was removed" };
}

const levels = ["draft", "alpha", "beta", "stable"];

/** Compares deprecation, sunset date and stability of an operation or a parameter. */
export function compareLifecycle(
  { log, old, now, label }: OperationWalk,
  kind: "operation" | "parameter" | "header",
  before: JsonObject,
  after: JsonObject,
): void {
  const [was, is] = [before["deprecated"] === true, after["deprecated"] === true];
  const [wasDate, isDate] = [sunsetOf(before), sunsetOf(after)];
  const until =
    isDate instanceof Date ? ` and goes away on ${isDate.toISOString().slice(0, 10)}` : "";
  if (is && !was)
    log.add(`${kind}-deprecated`, placeAt(now, after, "deprecated"), `is now deprecated${until}`, [
      label,
    ]);
  else if (was && !is)
    log.add(
      `${kind}-reactivated`,
      holder(now, after, old, before, "deprecated"),
      "is no longer deprecated",
      [label],
    );
  else if (was && is) compareSunset();
  const [wasLevel, isLevel] = [levelOf(before), levelOf(after)];
  if (wasLevel !== isLevel)
    log.add(
      isLevel < wasLevel ? "stability-decreased" : "stability-increased",
      holder(now, after, old, before, "x-stability-level"),
      `is ${levels[isLevel]} instead of ${levels[wasLevel]}`,
      [label],
    );

  function compareSunset(): void {
    if (!(wasDate instanceof Date)) {
      if (isDate instanceof Date)
        log.add(
          "sunset-added",
          placeAt(now, after, "x-sunset"),
          `goes away on ${isDate.toISOString().slice(0, 10)}`,
          [label],
        );
      return;
    }
    const place = holder(now, after, old, before, "x-sunset");
    if (!(isDate instanceof Date))
      log.add("sunset-removed", place, "no longer has a sunset date", [label]);
    else if (isDate.getTime() !== wasDate.getTime())
      log.add(
        isDate < wasDate ? "sunset-brought-forward" : "sunset-postponed",
        place,
        `goes away on ${isDate.toISOString().slice(0, 10)} instead of ${wasDate.toISOString().slice(0, 10)}`,
        [label],
      );
  }
}

function levelOf(object: JsonObject): number {
  const index = levels.indexOf(textOf(object["x-stability-level"]) ?? "stable");
  return index < 0 ? levels.length - 1 : index;
}

function holder(
  now: Contract,
  after: JsonObject,
  old: Contract,
  before: JsonObject,
  field: string,
): ReturnType<typeof placeAt> {
  return field in after ? placeAt(now, after, field) : placeAt(old, before, field);
}
