import { type DocumentReader, isObject } from "../../contract/document.ts";
import { type Place, pointerSteps } from "./places.ts";

/** How an operation is paged: by its `x-pagination`, or else by the usual names of its parameters. */
export interface Pagination {
  /** The place of the items, if it is declared. */
  readonly items?: Place | undefined;
  /** The query parameter for the number of items on a page. */
  readonly limit?: string | undefined;
  /** The number of items on a page if the request does not say it. */
  readonly defaultLimit?: number | undefined;
  /** The query parameter for the number of items before the page. */
  readonly offset?: string | undefined;
  /** The query parameter for the number of the page. */
  readonly page?: string | undefined;
  /** The number of the first page. */
  readonly firstPage: number;
  /** The query parameter for a cursor. */
  readonly cursor?: string | undefined;
  /** The place of the next cursor in the response. */
  readonly next?: Place | undefined;
  /** The response header that contains the next cursor. */
  readonly header?: string | undefined;
  /** The place of the id in an item, if the cursor is the id of the last item. */
  readonly last?: Place | undefined;
  /** The place that tells whether there are more items. */
  readonly more?: Place | undefined;
  /** The place of the URL of the next page. */
  readonly url?: Place | undefined;
  /** Whether the header `Link` contains the URL of the next page (RFC 8288). */
  readonly link: boolean;
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

/** Reads how a list is paged. `x-pagination` has the form that `@sandboxes/codegen` reads. */
export function readPagination(reader: DocumentReader, operation: string): Pagination {
  const parameters = reader.parameters(operation).filter((each) => each.in === "query");
  const named = (names: readonly string[]): string | undefined =>
    names.find((name) => parameters.some((each) => each.name === name));
  const schemaOf = (name: string | undefined): Readonly<Record<string, unknown>> =>
    reader.resolve(parameters.find((each) => each.name === name)?.schema);

  const declared = reader.operation(operation)["x-pagination"];
  const word = isObject(declared) ? declared : {};
  const text = (field: string): string | undefined =>
    typeof word[field] === "string" ? word[field] : undefined;
  const limit = declared === false ? undefined : named(limitNames);
  const defaultLimit = schemaOf(limit)["default"];
  const isDeclared = isObject(declared);
  const byName = (names: readonly string[]): string | undefined =>
    declared === false ? undefined : named(names);
  const page = text("page") ?? byName(pageNames);
  const { default: givenFirst, minimum } = schemaOf(page);
  return {
    items: pointerSteps(word["items"]),
    limit,
    defaultLimit: typeof defaultLimit === "number" ? defaultLimit : undefined,
    offset: text("offset") ?? byName(offsetNames),
    page,
    firstPage: typeof givenFirst === "number" ? givenFirst : minimum === 0 ? 0 : 1,
    cursor: text("cursor") ?? byName(cursorNames),
    next: isDeclared ? pointerSteps(word["next"]) : undefined,
    header: text("header"),
    last: pointerSteps(word["last"]),
    more: pointerSteps(word["more"]),
    url: pointerSteps(word["url"]),
    link: word["link"] === true,
  };
}

/** @returns the parameters that page a list and do not filter it */
export function pagingParameters({ limit, offset, page, cursor }: Pagination): ReadonlySet<string> {
  return new Set([limit, offset, page, cursor].filter((name) => name !== undefined));
}
