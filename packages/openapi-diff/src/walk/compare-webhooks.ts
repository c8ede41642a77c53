import { compareReversedItem } from "./operation/compare-reversed-item.ts";
import { entries, placeAt } from "./contract.ts";
import type { Walk } from "./walk.ts";

/** Compares the webhooks of two documents. */
export function compareWebhooks(walk: Walk): void {
  const { log, old, now } = walk;
  const [before, after] = [
    new Map(entries(old, old.document.root["webhooks"])),
    new Map(entries(now, now.document.root["webhooks"])),
  ];
  for (const [name, item] of after) {
    const was = before.get(name);
    const label = `webhook ${name}`;
    if (was) compareReversedItem(walk, was, item, label);
    else
      log.add("webhook-added", placeAt(now, now.document.root, "webhooks", name), "was added", [
        label,
      ]);
  }
  for (const name of before.keys())
    if (!after.has(name))
      log.add("webhook-removed", placeAt(old, old.document.root, "webhooks", name), "was removed", [
        `webhook ${name}`,
      ]);
}
