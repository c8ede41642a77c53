import type { Call } from "../../call.ts";
import type { MakeResult } from "../../operation.ts";
import { valueAt } from "../../response/error-fields.ts";
import { type ApiPromise, toApiPromise } from "../results/api-promise.ts";

/**
 * The result of a method that returns a list in pages: a promise of the first page that is also an
 * async iterable of the items of all pages. It requests a page when the loop needs it.
 *
 * @example
 * for await (const pet of client.pets.list({ limit: 100 })) console.log(pet.name);
 * for await (const page of client.pets.list().pages()) console.log(page.total);
 * const firstPage = await client.pets.list();
 */
export interface ApiPages<Page, Item> extends ApiPromise<Page>, AsyncIterable<Item> {
  /** Iterates over the pages. */
  pages(): AsyncIterable<Page>;
  /** Returns a plain promise of the items of all pages, which is not iterable. */
  all(): Promise<Item[]>;
}

/** @returns the call that requests the next page, `undefined` after the last page */
export type NextPage = (
  page: unknown,
  items: readonly unknown[],
  response: Response,
  call: Call,
) => Call | undefined;

/**
 * Makes an `ApiPages`.
 *
 * @param place the keys that lead to the items in a page
 */
export function pagesOf(place: readonly string[], nextPage: NextPage): MakeResult {
  return (send, call) => {
    let first: ReturnType<typeof send> | undefined;
    const getFirst = (): ReturnType<typeof send> => (first ??= send(call));

    async function* pages(): AsyncGenerator<unknown, void> {
      let current = call;
      let reply = await getFirst();
      for (;;) {
        yield reply.data;
        const items = valueAt(reply.data, place);
        const list = Array.isArray(items) ? (items as unknown[]) : [];
        const next = nextPage(reply.data, list, reply.response, current);
        if (!next) return;
        current = next;
        reply = await send(next);
      }
    }
    async function* iterate(): AsyncGenerator<unknown, void> {
      for await (const page of pages()) {
        const list = valueAt(page, place);
        if (Array.isArray(list)) yield* list;
      }
    }
    const all = async (): Promise<unknown[]> => {
      const found: unknown[] = [];
      for await (const item of iterate()) found.push(item);
      return found;
    };
    return Object.assign(toApiPromise(getFirst()), { [Symbol.asyncIterator]: iterate, pages, all });
  };
}

function withQuery(call: Call, name: string, value: unknown): Call | undefined {
  // A server that returns the same page again would be asked forever.
  if (call.query?.[name] === value) return undefined;
  return { ...call, query: { ...call.query, [name]: value } };
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

/** Pages by a cursor in the response body. */
export function cursorPages(
  place: readonly string[],
  parameter: string,
  next: readonly string[],
): MakeResult {
  return pagesOf(place, (page, _, __, call) => {
    const cursor = valueAt(page, next);
    return isSet(cursor) ? withQuery(call, parameter, cursor) : undefined;
  });
}

/** Pages by a cursor in a response header. */
export function headerPages(
  place: readonly string[],
  parameter: string,
  header: string,
): MakeResult {
  return pagesOf(place, (_, __, { headers }, call) => {
    const cursor = headers.get(header);
    return cursor ? withQuery(call, parameter, cursor) : undefined;
  });
}

/** Pages by the last item of a page, as long as the page says that there are more. */
export function lastItemPages(
  place: readonly string[],
  parameter: string,
  last: readonly string[],
  more: readonly string[],
): MakeResult {
  return pagesOf(place, (page, items, _, call) => {
    const cursor = valueAt(items.at(-1), last);
    return valueAt(page, more) === true && isSet(cursor)
      ? withQuery(call, parameter, cursor)
      : undefined;
  });
}

/**
 * Pages by the number of items to skip, until a page is empty.
 *
 * @param limit the parameter without which a response is the full list. With it, a page that does not have
 *   that many items is the last one
 */
export function offsetPages(
  place: readonly string[],
  parameter: string,
  limit?: string,
): MakeResult {
  return pagesOf(place, (_, items, __, call) => nextOffset(call, items.length, parameter, limit));
}

/** @returns the call for the items after a page, `undefined` after the last page */
export function nextOffset(
  call: Call,
  count: number,
  parameter: string,
  limit?: string,
): Call | undefined {
  // An API that ignores the limit returns more items, which are all that it has.
  if (count === 0 || (limit !== undefined && Number(call.query?.[limit]) !== count))
    return undefined;
  return withQuery(call, parameter, Number(call.query?.[parameter] ?? 0) + count);
}

/** Pages by number, from 1 unless the caller starts elsewhere, until a page is empty. */
export function numberedPages(place: readonly string[], parameter: string): MakeResult {
  return pagesOf(place, (_, items, __, call) =>
    items.length > 0
      ? withQuery(call, parameter, Number(call.query?.[parameter] ?? 1) + 1)
      : undefined,
  );
}

/** Pages by a URL in the response body. It must be on the API's origin, to keep the credentials there. */
export function urlPages(place: readonly string[], url: readonly string[]): MakeResult {
  return pagesOf(place, (page, _, response, call) => follow(valueAt(page, url), response, call));
}

/** Pages by the header `Link` with `rel="next"` (RFC 8288). It must be on the API's origin. */
export function linkPages(place: readonly string[]): MakeResult {
  return pagesOf(place, (_, __, response, call) =>
    follow(nextLink(response.headers.get("link") ?? ""), response, call),
  );
}

function follow(url: unknown, response: Response, call: Call): Call | undefined {
  if (typeof url !== "string" || url === "") return undefined;
  // A relative URL starts from the page that holds it (RFC 3986, section 5.1.3).
  const next = response.url ? new URL(url, response.url).href : url;
  if (next === call.page?.url) return undefined;
  return { ...call, page: { url: next, resolve: (base) => onSameOrigin(base, next) } };
}

function onSameOrigin(base: string, url: string): string {
  const next = new URL(url, `${base}/`);
  if (next.origin === new URL(base).origin) return next.href;
  throw new TypeError(`The next page is on another origin: ${next.origin}.`);
}

function nextLink(header: string): string | undefined {
  for (const [, url, parameters = ""] of header.matchAll(/<([^>]*)>((?:[^,"<]|"[^"]*")*)/g)) {
    const rel = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters);
    const relations = (rel?.[1] ?? rel?.[2] ?? "").toLowerCase().split(/\s+/);
    if (relations.includes("next")) return url;
  }
  return undefined;
}
