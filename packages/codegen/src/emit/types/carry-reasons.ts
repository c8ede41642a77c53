import { deprecationOf } from "../../api/extensions/deprecation.ts";
import type { JsonObject } from "../../document/read-document.ts";

// openapi-typescript writes `@deprecated` without a reason, and the description below it. So the reason is
// put at the start of the description, between two characters of the private use area.
const mark = "\uE0DE";

/** Puts the reason for a deprecation at the start of the description; in place. */
export function carryReason(object: JsonObject): void {
  const reason = deprecationOf(object);
  if (reason === undefined || reason === "") return;
  const { description } = object;
  object["description"] =
    `${mark}${reason}${mark}${typeof description === "string" ? description : ""}`;
}

/** @returns the text of the types with each reason after its tag */
export function placeReasons(text: string): string {
  const carried = new RegExp(
    `@deprecated(\\n *\\* )@description ${mark}([^${mark}]*)${mark}(.?)`,
    "g",
  );
  return text.replaceAll(carried, (_, line: string, reason: string, next: string) => {
    // The description had nothing but the reason.
    return next === ""
      ? `@deprecated ${reason}`
      : `@deprecated ${reason}${line}@description ${next}`;
  });
}
