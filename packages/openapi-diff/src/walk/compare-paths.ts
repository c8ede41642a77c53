import type { JsonObject } from "@sandboxes/codegen/in-memory";
import { compareNotes } from "./compare-notes.ts";
import { type Contract, labelOf, operationsOf, placeAt, textOf } from "./contract.ts";
import { removalOf } from "./lifecycle.ts";
import { compareOperation } from "./operation/compare-operation.ts";
import { type BaseMove, type PathEntry, namesIn, pairPaths, renamingOf } from "./pair-paths.ts";
import type { Walk } from "./walk.ts";

/** An operation that only one of the documents has. */
interface Single {
  entry: PathEntry;
  method: string;
  operation: JsonObject;
}

/** Compares the paths of two documents. Ignores the names of path parameters. */
export function comparePaths(walk: Walk, move: BaseMove | undefined): void {
  const { log, old, now } = walk;
  const { same, renamed, removed, added } = pairPaths(old, now, move);
  reportRenamed(walk, renamed);
  const pairs = [...same, ...renamed];
  const [gone, come] = [
    [...pairs.flatMap(([one, other]) => missing(one, other)), ...removed.flatMap(singles)],
    [...pairs.flatMap(([one, other]) => missing(other, one)), ...added.flatMap(singles)],
  ];
  const moved = movedOperations(gone, come);
  const isMoved = (single: Single): boolean =>
    moved.some((pair) => pair.some(({ operation }) => operation === single.operation));
  for (const [one, other] of moved) {
    const what = `was moved from \`${label(one)}\``;
    log.add("operation-moved", placeAt(now, other.operation), what, [label(other)]);
    compareSingles(walk, one, other);
  }
  for (const entry of removed) {
    const rest = singles(entry).filter((single) => !isMoved(single));
    if (rest.length === 0) continue;
    const { rule, what } = removalOf(rest.map(({ operation }) => operation));
    log.add(`path-${rule}`, pathPlace(old, entry), what, rest.map(label));
  }
  for (const entry of added) {
    const rest = singles(entry).filter((single) => !isMoved(single));
    if (rest.length === 0) continue;
    const labels = rest.map(label);
    const names = labels.map((name) => `\`${name}\``).join(" and ");
    const what = `${names} ${labels.length === 1 ? "was" : "were"} added`;
    log.add("path-added", pathPlace(now, entry), what, labels);
  }
  for (const [one, other] of pairs) {
    comparePair(walk, one, other);
    for (const single of missing(other, one).filter((each) => !isMoved(each)))
      log.add("operation-added", placeAt(now, single.operation), "was added", [label(single)]);
    for (const single of missing(one, other).filter((each) => !isMoved(each))) {
      const { rule, what } = removalOf([single.operation]);
      log.add(`operation-${rule}`, placeAt(old, single.operation), what, [label(single)]);
    }
  }
}

/** Reports renamed paths. The same renaming of many paths is one change. */
function reportRenamed(
  { log, now }: Walk,
  renamed: readonly (readonly [PathEntry, PathEntry])[],
): void {
  const groups = new Map<string, (readonly [PathEntry, PathEntry])[]>();
  for (const pair of renamed) {
    const renaming = renamingOf(...pair);
    groups.set(renaming, [...(groups.get(renaming) ?? []), pair]);
  }
  for (const [[one, other], ...more] of groups.values() as Iterable<
    [readonly [PathEntry, PathEntry], ...(readonly [PathEntry, PathEntry])[]]
  >) {
    const others = `${more.length} other path${more.length === 1 ? "" : "s"}`;
    const rest = more.length === 0 ? "" : `, and ${others} in the same way`;
    const operations = [other, ...more.map(([, each]) => each)].flatMap((entry) =>
      singles(entry).map(label),
    );
    const what = `was renamed from \`${one.path}\`${rest}`;
    log.add("path-renamed", pathPlace(now, other), what, operations);
  }
}

function singles(entry: PathEntry): Single[] {
  return operationsOf(entry.item).map(([method, operation]) => ({ entry, method, operation }));
}

/** @returns the operations of a path item that another one does not have */
function missing(one: PathEntry, other: PathEntry): Single[] {
  const known = new Set(operationsOf(other.item).map(([method]) => method));
  return singles(one).filter(({ method }) => !known.has(method));
}

function label({ entry, method }: Single): string {
  return labelOf(method, entry.path);
}

/** Finds operations that kept their operationId under another method or path. */
function movedOperations(
  gone: readonly Single[],
  come: readonly Single[],
): (readonly [Single, Single])[] {
  const byId = new Map(come.map((single) => [textOf(single.operation["operationId"]), single]));
  byId.delete(undefined);
  return gone.flatMap((one): (readonly [Single, Single])[] => {
    const other = byId.get(textOf(one.operation["operationId"]));
    return other ? [[one, other]] : [];
  });
}

function compareSingles(walk: Walk, one: Single, other: Single): void {
  compareOperation(
    { ...walk, label: label(other), isReversed: false },
    {
      item: one.entry.item,
      operation: one.operation,
      renamed: renamedNames(one.entry, other.entry),
    },
    { item: other.entry.item, operation: other.operation, renamed: new Map() },
  );
}

/** @returns the new name of each path parameter that has another name */
function renamedNames(one: PathEntry, other: PathEntry): Map<string, string> {
  const [names, newNames] = [namesIn(one.path), namesIn(other.path)];
  const pairs = names.map((name, index): [string, string] => [name, newNames[index] ?? name]);
  return new Map(pairs.filter(([name, after]) => name !== after));
}

function pathPlace(contract: Contract, { path }: PathEntry): ReturnType<typeof placeAt> {
  return placeAt(contract, contract.document.root, "paths", path);
}

/** Compares the path items of two paths that belong together, and the operations of both. */
function comparePair(walk: Walk, one: PathEntry, other: PathEntry): void {
  const { log, old, now } = walk;
  const labels = singles(other).map(label);
  if (namesIn(one.path).length === namesIn(other.path).length)
    for (const [name, after] of renamedNames(one, other))
      log.add(
        "path-parameter-renamed",
        pathPlace(now, other),
        `names its path parameter \`${after}\` instead of \`${name}\``,
        labels,
        `${name} ${after}`,
      );
  compareNotes(log, [old, now], one.item, other.item, labels);
  const before = new Map(operationsOf(one.item));
  for (const single of singles(other)) {
    const operation = before.get(single.method);
    if (operation) compareSingles(walk, { entry: one, method: single.method, operation }, single);
  }
}
