import type { JsonObject } from "@sandboxes/codegen/in-memory";
import { compareReversedItem } from "./compare-reversed-item.ts";
import { entries, placeAt } from "../contract.ts";
import type { OperationWalk } from "../walk.ts";

/** Compares the callbacks of two operations: requests that the API sends. */
export function compareCallbacks(walk: OperationWalk, was: JsonObject, is: JsonObject): void {
  const { log, old, now, label } = walk;
  const [before, after] = [callbacksOf(walk, "old", was), callbacksOf(walk, "new", is)];
  for (const [name, item] of after) {
    const known = before.get(name);
    if (known) compareReversedItem(walk, known.item, item.item, label);
    else log.add("callback-added", placeAt(now, item.holder, ...item.path), "was added", [label]);
  }
  for (const [name, item] of before)
    if (!after.has(name))
      log.add("callback-removed", placeAt(old, item.holder, ...item.path), "was removed", [label]);
}

interface CallbackEntry {
  item: JsonObject;
  holder: JsonObject;
  path: string[];
}

/** @returns the path items of callbacks, by the name of the callback and its expression */
function callbacksOf(
  { old, now }: OperationWalk,
  side: "old" | "new",
  operation: JsonObject,
): Map<string, CallbackEntry> {
  const contract = side === "old" ? old : now;
  return new Map(
    entries(contract, operation["callbacks"]).flatMap(([name, callback]) =>
      entries(contract, callback).map(([expression, item]): [string, CallbackEntry] => [
        `${name} ${expression}`,
        { item, holder: callback, path: [expression] },
      ]),
    ),
  );
}
