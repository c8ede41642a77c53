import type { Item } from "./item-store.ts";
import { type Pagination, pagingParameters } from "./pagination.ts";
import { valueAt } from "./places.ts";

type Query = Readonly<Record<string, unknown>>;

/** One page of a list. */
export interface Page {
  readonly items: readonly Item[];
  /** The number of matching items on all pages. */
  readonly total: number;
  /** The number of items before the next page; `undefined` on the last page. */
  readonly next: number | undefined;
  /** The cursor of the next page; `undefined` on the last page. */
  readonly cursor: string | undefined;
}

/**
 * Selects the items of a list request. A query parameter with the name of a property filters by that
 * property. An object parameter filters by the properties of the item's object with the same name.
 *
 * @param fields the properties that an item may have
 * @param idProperty the property that contains the id of an item
 */
export function listItems(
  items: readonly Item[],
  query: Query,
  fields: readonly string[],
  idProperty: string,
  pagination: Pagination,
): Page {
  const paging = pagingParameters(pagination);
  const filters = Object.entries(query).filter(
    ([name]) => fields.includes(name) && !paging.has(name),
  );
  const matching = items.filter((item) =>
    filters.every(([name, wanted]) => matches(item, name, wanted)),
  );
  const limit = numberAt(query, pagination.limit) ?? pagination.defaultLimit ?? matching.length;
  const idPlace = pagination.last ?? [idProperty];
  const start = firstIndex(matching, query, limit, pagination, (item) => valueAt(item, idPlace));
  const page = matching.slice(start, start + limit);
  const end = start + limit;
  const next = end < matching.length ? end : undefined;
  const last = page.at(-1);
  const lastId = pagination.last && last ? String(valueAt(last, pagination.last)) : undefined;
  const cursor = next === undefined ? undefined : (lastId ?? String(next));
  return { items: page, total: matching.length, next, cursor };
}

function matches(item: Item, name: string, wanted: unknown): boolean {
  const value = item[name];
  if (Array.isArray(wanted)) return wanted.some((each) => isEqual(value, each));
  if (typeof wanted !== "object" || wanted === null) return isEqual(value, wanted);
  return Object.entries(wanted).every(([key, each]) =>
    isEqual((Object(value) as Record<string, unknown>)[key], each),
  );
}

function isEqual(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(value)) return value.some((each) => isEqual(each, wanted));
  return value === wanted || String(value) === String(wanted);
}

function numberAt(query: Query, name: string | undefined): number | undefined {
  const value = name === undefined ? undefined : query[name];
  const number = Number(value);
  return value === undefined || Number.isNaN(number) ? undefined : number;
}

function firstIndex(
  items: readonly Item[],
  query: Query,
  limit: number,
  { offset, page, firstPage, cursor, last }: Pagination,
  idOf: (item: Item) => unknown,
): number {
  const given = cursor === undefined ? undefined : query[cursor];
  if (given !== undefined) {
    // A cursor is a position, or the id of the last item that the caller has.
    const position = last ? Number.NaN : Number(given);
    const known = items.findIndex((item) => isEqual(idOf(item), given));
    return Number.isNaN(position) ? known + 1 : Math.max(0, position);
  }
  const number = numberAt(query, page);
  return (
    numberAt(query, offset) ?? (number === undefined ? 0 : Math.max(0, number - firstPage) * limit)
  );
}

/** @returns the URL of the next page; `undefined` on the last page, or if no parameter selects a page */
export function nextUrl(
  url: string,
  query: Query,
  page: Page,
  how: Pagination,
): string | undefined {
  if (page.next === undefined) return undefined;
  const next = new URL(url);
  if (how.cursor !== undefined) next.searchParams.set(how.cursor, page.cursor!);
  else if (how.offset !== undefined) next.searchParams.set(how.offset, String(page.next));
  else if (how.page !== undefined) {
    const current = numberAt(query, how.page) ?? how.firstPage;
    next.searchParams.set(how.page, String(current + 1));
  } else return undefined;
  return next.href;
}

/**
 * Returns the value of a field next to the array of a list response, by the names that APIs use.
 *
 * @returns the value; `undefined` if the name is unknown
 */
export function listField(name: string, { total, next, items, cursor }: Page): unknown {
  const plain = name.replaceAll(/[-_]/g, "").toLowerCase();
  if (["total", "totalcount", "totalitems", "totalresults"].includes(plain)) return total;
  if (plain === "count") return items.length;
  if (plain === "hasmore" || plain === "hasnextpage") return next !== undefined;
  if (["nextcursor", "nextpagetoken", "next", "endcursor"].includes(plain)) return cursor ?? null;
  return undefined;
}
