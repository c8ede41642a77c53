import type { Item } from "./item-store.ts";

/** One page of a list. */
export interface Page {
  readonly items: readonly Item[];
  /** The number of matching items on all pages. */
  readonly total: number;
  /** The number of items before the next page; `undefined` on the last page. */
  readonly next: number | undefined;
}

/** The names that APIs use for pagination parameters. */
const limitNames = [
  "limit",
  "per_page",
  "perPage",
  "page_size",
  "pageSize",
  "size",
  "first",
  "count",
  "maxResults",
];
const offsetNames = ["offset", "skip", "start"];
const pageNames = ["page", "page_number", "pageNumber"];
const cursorNames = [
  "cursor",
  "page_token",
  "pageToken",
  "after",
  "starting_after",
  "startingAfter",
];
const pagination = new Set([...limitNames, ...offsetNames, ...pageNames, ...cursorNames]);

/**
 * Selects the items of a list request. A query parameter with the name of a property filters by that
 * property. An object parameter filters by the properties of the item's object with the same name.
 *
 * @param fields the properties that an item may have
 * @param prefixOf the prefix that the properties of an object parameter have on the wire
 */
export function listItems(
  items: readonly Item[],
  query: Readonly<Record<string, unknown>>,
  prefixOf: (parameter: string) => string,
  fields: readonly string[],
): Page {
  const filters = Object.entries(query).filter(
    ([name]) => fields.includes(name) && !pagination.has(name),
  );
  const matching = items.filter((item) =>
    filters.every(([name, wanted]) => matches(item, name, wanted, prefixOf(name))),
  );
  const limit = firstNumber(query, limitNames) ?? matching.length;
  const start = firstIndex(query, limit);
  const page = matching.slice(start, start + limit);
  const end = start + limit;
  return { items: page, total: matching.length, next: end < matching.length ? end : undefined };
}

function matches(item: Item, name: string, wanted: unknown, prefix: string): boolean {
  const value = item[name];
  if (Array.isArray(wanted)) return wanted.some((each) => isEqual(value, each));
  if (typeof wanted !== "object" || wanted === null) return isEqual(value, wanted);
  return Object.entries(wanted).every(([key, each]) =>
    isEqual((Object(value) as Record<string, unknown>)[key.slice(prefix.length)], each),
  );
}

function isEqual(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(value)) return value.some((each) => isEqual(each, wanted));
  return value === wanted || String(value) === String(wanted);
}

function firstNumber(
  query: Readonly<Record<string, unknown>>,
  names: readonly string[],
): number | undefined {
  const found = names.map((name) => query[name]).find((value) => value !== undefined);
  const number = Number(found);
  return found === undefined || Number.isNaN(number) ? undefined : number;
}

function firstIndex(query: Readonly<Record<string, unknown>>, limit: number): number {
  const page = firstNumber(query, pageNames);
  return (
    firstNumber(query, offsetNames) ??
    firstNumber(query, cursorNames) ??
    (page === undefined ? 0 : Math.max(0, page - 1) * limit)
  );
}

/**
 * Returns the value of a field next to the array of a list response, by the names that APIs use.
 *
 * @returns the value; `undefined` if the name is unknown
 */
export function listField(name: string, { total, next, items }: Page): unknown {
  const plain = name.replaceAll(/[-_]/g, "").toLowerCase();
  if (["total", "totalcount", "totalitems", "totalresults"].includes(plain)) return total;
  if (plain === "count") return items.length;
  if (plain === "hasmore" || plain === "hasnextpage") return next !== undefined;
  if (["nextcursor", "nextpagetoken", "next", "endcursor"].includes(plain))
    return next === undefined ? null : String(next);
  return undefined;
}
