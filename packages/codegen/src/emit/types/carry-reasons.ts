import { deprecationOf } from "../../api/extensions/deprecation.ts";
import type { JsonObject } from "../../document/read-document.ts";

// openapi-typescript writes `@deprecated` and nothing after it, and the description below. So the reason
// travels at the head of the description, between characters of the private use area.
const mark = "\uE0DE";

/** Puts the reason of a deprecated object to where the types' text will have it; in place. */
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
    // A description that had nothing but the reason is none.
    return next === ""
      ? `@deprecated ${reason}`
      : `@deprecated ${reason}${line}@description ${next}`;
  });
}
