import { type JsonObject, isObject } from "@sandboxes/codegen/in-memory";
import { sameJson } from "../schema/same-json.ts";
import { similarity } from "../schema/similarity.ts";
import { compareNotes } from "./compare-notes.ts";
import { compareOperation } from "./operation/compare-operation.ts";
import { removalOf } from "./lifecycle.ts";
import { type Contract, entries, labelOf, operationsOf, placeAt } from "./contract.ts";
import type { Walk } from "./walk.ts";

/** A path and its item. */
interface PathEntry {
  path: string;
  item: JsonObject;
}

/** Compares the paths of two documents. Ignores the names of path parameters. */
export function comparePaths(walk: Walk): void {
  const { log, old, now } = walk;
  const [before, after] = [pathsOf(old), pathsOf(now)];
  const pairs: [PathEntry, PathEntry][] = [];
  const removed: PathEntry[] = [];
  for (const [shape, entry] of before) {
    const other = after.get(shape);
    if (other) pairs.push([entry, other]);
    else removed.push(entry);
  }
  const added = [...after].filter(([shape]) => !before.has(shape)).map(([, entry]) => entry);
  for (const [one, other] of renamedPaths(removed, added)) {
    pairs.push([one, other]);
    removed.splice(removed.indexOf(one), 1);
    added.splice(added.indexOf(other), 1);
    log.add(
      "path-renamed",
      pathPlace(now, other),
      `was renamed from \`${one.path}\``,
      labels(other),
    );
  }
  for (const entry of removed) {
    if (labels(entry).length === 0) continue;
    const operations = operationsOf(entry.item).map(([, operation]) => operation);
    const { rule, what } = removalOf(operations);
    log.add(`path-${rule}`, pathPlace(old, entry), what, labels(entry));
  }
  for (const entry of added)
    if (labels(entry).length > 0)
      log.add("path-added", pathPlace(now, entry), "was added", labels(entry));
  for (const [one, other] of pairs) compareItems(walk, one, other);
}

function pathsOf(contract: Contract): Map<string, PathEntry> {
  const found = new Map<string, PathEntry>();
  for (const [path, item] of entries(contract, contract.document.root["paths"])) {
    let shape = shapeOf(path);
    while (found.has(shape)) shape += "'";
    found.set(shape, { path, item });
  }
  return found;
}

/** Normalizes a path: `/pets/{id}/` becomes `/pets/{}`. */
function shapeOf(path: string): string {
  return path.replaceAll(/\{[^{}]*\}/g, "{}").replace(/(.)\/$/, "$1");
}

function namesIn(path: string): string[] {
  return Array.from(path.matchAll(/\{([^{}]*)\}/g), ([, name = ""]) => name);
}

function pathPlace(contract: Contract, { path }: PathEntry): ReturnType<typeof placeAt> {
  return placeAt(contract, contract.document.root, "paths", path);
}

function labels({ path, item }: PathEntry): string[] {
  return operationsOf(item).map(([method]) => labelOf(method, path));
}

/** Finds renamed paths, which have the same operations. */
function renamedPaths(
  removed: readonly PathEntry[],
  added: readonly PathEntry[],
): [PathEntry, PathEntry][] {
  const found: [PathEntry, PathEntry][] = [];
  const taken = new Set<PathEntry>();
  const scored = removed.flatMap((one) =>
    added.map((other) => ({ one, other, score: likeness(one, other) })),
  );
  scored.sort((a, b) => b.score - a.score);
  for (const { one, other, score } of scored) {
    if (score < 0.6 || taken.has(one) || taken.has(other)) continue;
    taken.add(one).add(other);
    found.push([one, other]);
  }
  return found;
}

/** @returns 1 for the same operations, 0 for nothing in common */
function likeness(one: PathEntry, other: PathEntry): number {
  const [a, b] = [new Map(operationsOf(one.item)), new Map(operationsOf(other.item))];
  if (a.size === 0 || !sameJson([...a.keys()], [...b.keys()])) return 0;
  const same = (isSame: (x: JsonObject, y: JsonObject) => boolean): boolean =>
    [...a].every(([method, operation]) => isSame(operation, b.get(method) ?? {}));
  if (same((x, y) => typeof x["operationId"] === "string" && x["operationId"] === y["operationId"]))
    return 1;
  const isAlike = same(
    (x, y) =>
      sameJson(x["responses"], y["responses"]) && sameJson(x["requestBody"], y["requestBody"]),
  );
  return isAlike && namesIn(one.path).length === namesIn(other.path).length
    ? similarity(one.path, other.path)
    : 0;
}

function compareItems(walk: Walk, one: PathEntry, other: PathEntry): void {
  const { log, old, now } = walk;
  const [names, newNames] = [namesIn(one.path), namesIn(other.path)];
  const renamed = new Map<string, string>();
  for (const [index, name] of names.entries()) {
    const after = newNames[index];
    if (after === undefined || after === name) continue;
    renamed.set(name, after);
    if (names.length === newNames.length)
      log.add(
        "path-parameter-renamed",
        pathPlace(now, other),
        `names its path parameter \`${after}\` instead of \`${name}\``,
        labels(other),
        `${name} ${after}`,
      );
  }
  compareNotes(log, [old, now], one.item, other.item, labels(other));
  const [before, after] = [new Map(operationsOf(one.item)), new Map(operationsOf(other.item))];
  for (const [method, operation] of after) {
    const label = labelOf(method, other.path);
    const was = before.get(method);
    if (was)
      compareOperation(
        { ...walk, label, isReversed: false },
        { item: one.item, operation: was, renamed },
        { item: other.item, operation, renamed: new Map() },
      );
    else log.add("operation-added", placeAt(now, operation), "was added", [label]);
  }
  for (const [method, operation] of before) {
    if (after.has(method) || !isObject(operation)) continue;
    const { rule, what } = removalOf([operation]);
    log.add(`operation-${rule}`, placeAt(old, operation), what, [labelOf(method, one.path)]);
  }
}
