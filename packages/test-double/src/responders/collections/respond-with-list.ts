import { type DocumentReader, isObject } from "../../contract/document.ts";
import type { DoubleRequest } from "../../request/double-request.ts";
import type { ResponseBuilder } from "../build-response.ts";
import type { CollectionOperation } from "./collections.ts";
import { propertyNames, schemaAt } from "./find-item.ts";
import type { Item } from "./item-store.ts";
import type { Items } from "./items.ts";
import { type Page, listField, listItems, nextUrl } from "./list-items.ts";
import type { Pagination } from "./pagination.ts";
import { type Place, withValueAt } from "./places.ts";

/** Builds the response to a list request, or `undefined` if no valid one can be built. */
export type ListResponder = (
  found: CollectionOperation,
  request: DoubleRequest,
  all: readonly Item[],
) => Response | undefined;

/** Creates the function that builds the responses of lists. */
export function createListResponder(
  reader: DocumentReader,
  builder: ResponseBuilder,
  items: Items,
): ListResponder {
  /** Returns the places of the fields next to the list, in the body and in the objects of the body. */
  const fieldPlaces = (schema: unknown, place: Place): Place[] =>
    propertyNames(reader, schemaAt(reader, schema, place)).map((name) => [...place, name]);

  return (found, request, all) => {
    const { listPlace, pagination, idProperty } = found;
    if (!listPlace || !pagination) return undefined;
    const { operation, query, url } = request;
    const status = builder.successStatus(operation);
    const isValid = (body: unknown): boolean => builder.isValid(operation, status, body);
    const page = listItems(all, query, items.namesOf(found), idProperty, pagination);
    const next = nextUrl(url, query, page, pagination);
    const headers = headersOf(page, next, pagination);
    const build = (body: unknown): Response | undefined =>
      isValid(body) ? builder.build(operation, status, { body, headers }) : undefined;
    if (listPlace.length === 0) return build(page.items);

    const schema = builder.jsonSchema(operation, status);
    const built = builder.buildJson(operation, status, { isMinimal: true, needs: listPlace });
    let body = withValueAt(built, listPlace, page.items);
    const set = (place: Place, value: unknown): void => {
      const changed = withValueAt(body, place, value);
      if (isValid(changed)) body = changed;
      else if (value === null && isValid(without(body, place))) body = without(body, place);
    };
    const isObjectAt = (name: string): boolean => isObject((Object(body) as Item)[name]);
    const top = fieldPlaces(schema, []);
    const nested = top
      .filter(([name = ""]) => isObjectAt(name))
      .flatMap((place) => fieldPlaces(schema, place));
    for (const place of [...top, ...nested]) {
      const value = listField(place.at(-1)!, page);
      if (value !== undefined && place.join("/") !== listPlace.join("/")) set(place, value);
    }
    if (pagination.next) set(pagination.next, page.cursor ?? null);
    if (pagination.more) set(pagination.more, page.next !== undefined);
    if (pagination.url) set(pagination.url, next ?? null);
    return build(body);
  };
}

function headersOf(
  { cursor }: Page,
  next: string | undefined,
  { header, link }: Pagination,
): Record<string, string> {
  return {
    ...(header !== undefined && cursor !== undefined && { [header]: cursor }),
    // RFC 8288, section 3.
    ...(link && next !== undefined && { link: `<${next}>; rel="next"` }),
  };
}

/** Returns a copy without the property at a place. */
function without(body: unknown, place: Place): unknown {
  const [first = "", ...rest] = place;
  if (!isObject(body)) return body;
  const { [first]: inner, ...others } = body;
  return rest.length === 0 ? others : withValueAt(body, [first], without(inner, rest));
}
