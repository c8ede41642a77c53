import type { JsonObject } from "@sandboxes/codegen/in-memory";
import { compareLifecycle } from "../lifecycle.ts";
import { compareNotes } from "../compare-notes.ts";
import { compareParameters } from "./compare-parameters.ts";
import { compareRequestBody } from "./compare-request-body.ts";
import { compareResponses } from "./compare-responses.ts";
import { operationsOf, placeAt } from "../contract.ts";
import type { Walk } from "../walk.ts";

/** Compares two path items whose requests the API sends: what is a request elsewhere is a response here. */
export function compareReversedItem(
  walk: Walk,
  one: JsonObject,
  other: JsonObject,
  label: string,
): void {
  const { log, old, now } = walk;
  const [before, after] = [new Map(operationsOf(one)), new Map(operationsOf(other))];
  const reversed = { ...walk, label, isReversed: true };
  for (const [method, operation] of after) {
    const was = before.get(method);
    if (!was) {
      log.add("callback-added", placeAt(now, operation), "was added", [label]);
      continue;
    }
    const none = new Map<string, string>();
    compareNotes(log, [old, now], was, operation, [label]);
    compareLifecycle(reversed, "operation", was, operation);
    compareParameters(
      reversed,
      { item: one, operation: was, renamed: none },
      { item: other, operation, renamed: none },
    );
    compareRequestBody(reversed, was, operation);
    compareResponses(reversed, was, operation);
  }
  for (const [method, operation] of before)
    if (!after.has(method))
      log.add("callback-removed", placeAt(old, operation), "was removed", [label]);
}
