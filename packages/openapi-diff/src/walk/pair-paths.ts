import { type JsonObject, isObject } from "@sandboxes/codegen/in-memory";
import { sameJson } from "../schema/same-json.ts";
import { similarity } from "../schema/similarity.ts";
import { type Contract, entries, listOf, operationsOf, textOf } from "./contract.ts";

/** A path and its item. */
export interface PathEntry {
  path: string;
  /** The path without the names of its parameters. */
  shape: string;
  item: JsonObject;
}

/** The paths of two documents that belong together, and the rest. */
export interface PathPairs {
  /** Paths that are the same, except for the names of their parameters. */
  same: (readonly [PathEntry, PathEntry])[];
  renamed: (readonly [PathEntry, PathEntry])[];
  removed: PathEntry[];
  added: PathEntry[];
}

/** A prefix that moved between the address of the server and the paths. */
export interface BaseMove {
  /** The path of the old server's address, and of the new one. */
  from: string;
  to: string;
}

/** Pairs the paths of two documents: equal ones, and then similar ones with the same operations. */
export function pairPaths(old: Contract, now: Contract, move: BaseMove | undefined): PathPairs {
  const [before, after] = [pathsOf(old, move?.from), pathsOf(now, move?.to)];
  const same: (readonly [PathEntry, PathEntry])[] = [];
  const removed: PathEntry[] = [];
  for (const [key, entry] of before) {
    const other = after.get(key);
    if (other) same.push([entry, other]);
    else removed.push(entry);
  }
  const added = [...after].filter(([key]) => !before.has(key)).map(([, entry]) => entry);
  const renamed = renamedPaths(removed, added);
  return {
    same,
    renamed,
    removed: removed.filter((entry) => !renamed.some(([one]) => one === entry)),
    added: added.filter((entry) => !renamed.some(([, other]) => other === entry)),
  };
}

/**
 * Finds a prefix that moved between the address of the server and the paths. Requests stay the same:
 * `/v1` and `/pets` are as good as `/` and `/v1/pets`.
 */
export function baseMoveOf(old: Contract, now: Contract): BaseMove | undefined {
  const [one, other] = [addressOf(old), addressOf(now)];
  if (!one || !other || one.origin !== other.origin || one.path === other.path) return undefined;
  const move = { from: one.path, to: other.path };
  const after = pathsOf(now, move.to);
  const before = [...pathsOf(old, move.from).keys()];
  // Some paths may have been removed or added in the same edit.
  const kept = before.filter((shape) => after.has(shape));
  return before.length > 0 && kept.length * 2 > before.length ? move : undefined;
}

function addressOf({ document }: Contract): { origin: string; path: string } | undefined {
  const servers = listOf(document.root["servers"]).filter(isObject);
  const url = textOf(servers[0]?.["url"]);
  const match = /^([a-z]+:\/\/[^/]*)?(\/.*)?$/i.exec(url ?? "");
  if (!match || servers.length !== 1) return undefined;
  return { origin: match[1] ?? "", path: (match[2] ?? "").replace(/\/$/, "") };
}

/** @returns the paths by their shape, with the prefix of the server's address */
function pathsOf(contract: Contract, prefix: string = ""): Map<string, PathEntry> {
  const found = new Map<string, PathEntry>();
  for (const [path, item] of entries(contract, contract.document.root["paths"])) {
    const shape = path.replaceAll(/\{[^{}]*\}/g, "{}");
    let key = `${prefix}${shape}`;
    while (found.has(key)) key += "'";
    found.set(key, { path, shape, item });
  }
  return found;
}

/** @returns the names of the parameters in a path */
export function namesIn(path: string): string[] {
  return Array.from(path.matchAll(/\{([^{}]*)\}/g), ([, name = ""]) => name);
}

function renamedPaths(
  removed: readonly PathEntry[],
  added: readonly PathEntry[],
): (readonly [PathEntry, PathEntry])[] {
  const found: (readonly [PathEntry, PathEntry])[] = [];
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
  if (one.shape.replace(/\/$/, "") === other.shape.replace(/\/$/, "")) return 1;
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

/** Describes how a path was renamed, so that the same renaming of many paths is one cause. */
export function renamingOf(one: PathEntry, other: PathEntry): string {
  const [a, b] = [one.shape.split("/"), other.shape.split("/")];
  while (a.length > 0 && b.length > 0 && a[0] === b[0]) {
    a.shift();
    b.shift();
  }
  while (a.length > 0 && b.length > 0 && a.at(-1) === b.at(-1)) {
    a.pop();
    b.pop();
  }
  return `${a.join("/")} → ${b.join("/")}`;
}
