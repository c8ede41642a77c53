import { type ApiDocument, type JsonObject, isObject } from "@sandboxes/codegen/in-memory";
import { sameJson } from "../schema/same-json.ts";
import type { ChangeLog } from "./change-log.ts";
import { compareComponents } from "./compare-components.ts";
import { compareNotes } from "./compare-notes.ts";
import { comparePaths } from "./compare-paths.ts";
import { compareSchemes } from "./access/compare-schemes.ts";
import { compareServers } from "./access/compare-servers.ts";
import { compareWebhooks } from "./compare-webhooks.ts";
import { type Contract, entries, labelOf, listOf, operationsOf, placeAt } from "./contract.ts";
import { baseMoveOf } from "./pair-paths.ts";
import type { Walk } from "./walk.ts";

/** Compares two documents, and records every change in the log. */
export function compareDocuments(log: ChangeLog, before: ApiDocument, after: ApiDocument): void {
  const old: Contract = { document: before, side: "old" };
  const now: Contract = { document: after, side: "new" };
  const schemes = compareSchemes(log, old, now);
  const walk: Walk = { log, old, now, schemes };
  const move = baseMoveOf(old, now);
  const labels = labelsWithoutServers(now);
  if (move) {
    const [from, to] = [move.from || "/", move.to || "/"];
    const what = `has the path \`${to}\` instead of \`${from}\`, and the paths make up for it`;
    log.add("base-path-moved", placeAt(now, after.root, "servers"), what, labels);
  } else
    compareServers(
      walk,
      { list: before.root["servers"], at: before.root },
      { list: after.root["servers"], at: after.root },
      labels,
    );
  compareInfo(walk);
  comparePaths(walk, move);
  compareWebhooks(walk);
  log.collectSchemas();
  log.hiddenProperties();
  compareComponents(walk);
}

function labelsWithoutServers(now: Contract): string[] {
  return entries(now, now.document.root["paths"]).flatMap(([path, item]) =>
    operationsOf(item)
      .filter(([, operation]) => !operation["servers"] && !item["servers"])
      .map(([method]) => labelOf(method, path)),
  );
}

function compareInfo({ log, old, now }: Walk): void {
  const [before, after] = [old.document.root, now.document.root];
  const [info, newInfo] = [objectOf(before["info"]), objectOf(after["info"])];
  compareNotes(log, [old, now], info, newInfo, []);
  for (const field of ["termsOfService", "contact", "license"])
    if (!sameJson(info[field], newInfo[field]))
      log.add(
        "description-changed",
        field in newInfo ? placeAt(now, newInfo, field) : placeAt(old, info, field),
        `has another \`${field}\``,
        [],
      );
  if (info["version"] !== newInfo["version"])
    log.add(
      "version-changed",
      placeAt(now, newInfo, "version"),
      `is \`${String(newInfo["version"])}\` instead of \`${String(info["version"])}\``,
      [],
    );
  compareNotes(log, [old, now], before, after, []);
  compareTags(log, old, now);
}

/** Compares the descriptions of tags. Added and removed tags are reported at their operations. */
function compareTags(log: ChangeLog, old: Contract, now: Contract): void {
  const byName = ({ document }: Contract): Map<unknown, JsonObject> =>
    new Map(
      listOf(document.root["tags"])
        .filter(isObject)
        .map((tag) => [tag["name"], tag]),
    );
  const [before, after] = [byName(old), byName(now)];
  for (const [name, tag] of after) {
    const known = before.get(name);
    if (!known) log.add("tags-changed", placeAt(now, tag), "was added", []);
    else compareNotes(log, [old, now], known, tag, []);
  }
  for (const [name, tag] of before)
    if (!after.has(name)) log.add("tags-changed", placeAt(old, tag), "was removed", []);
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
