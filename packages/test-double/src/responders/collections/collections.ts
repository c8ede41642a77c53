import type { Contract, OperationRow } from "../../contract/contract.ts";
import type { DocumentReader } from "../../contract/document.ts";
import type { ResponseBuilder } from "../build-response.ts";
import { findItem, findList, schemaAt } from "./find-item.ts";
import { type Pagination, readPagination } from "./pagination.ts";
import type { Place } from "./places.ts";

/** The action of an operation on a collection of items. */
type Action = "list" | "create" | "read" | "update" | "replace" | "delete";

/** An operation that belongs to a recognised collection. */
export interface CollectionOperation {
  readonly action: Action;
  /** The path of the collection, with `{name}` for each path parameter. */
  readonly collection: string;
  /** The path parameter that names an item. */
  readonly idParameter: string;
  /** The property that contains the id of an item. */
  readonly idProperty: string;
  /** The operation whose success response describes an item. */
  readonly itemOperation: string;
  /** The place of the item in that response: empty, or such as `["data"]`. */
  readonly itemPlace: Place;
  /** The place of the items in the response of a list. */
  readonly listPlace?: Place;
  /** The pagination of a list. */
  readonly pagination?: Pagination;
}

const actions: Readonly<Record<string, Action>> = {
  GET: "read",
  PUT: "replace",
  PATCH: "update",
  DELETE: "delete",
};

/**
 * Recognises collections by their paths: `/pets` and `/pets/{petId}` are a collection and its items
 * (the naming of RFC 9110, section 9.3, applied to paths).
 *
 * @returns the recognised operations by id
 */
export function findCollections(
  { operations }: Contract,
  reader: DocumentReader,
  builder: ResponseBuilder,
): ReadonlyMap<string, CollectionOperation> {
  const found = new Map<string, CollectionOperation>();
  const rows = Object.values(operations);
  const successSchema = (id: string): unknown => builder.jsonSchema(id, builder.successStatus(id));
  for (const [path, items] of groupByPath(rows)) {
    const split = /^(.+)\/\{([^{}/]+)\}\/?$/.exec(path);
    if (!split) continue;
    const [, collection = "", idParameter = ""] = split;
    const itemOperation = items.find(({ method }) => method === "GET")?.id;
    if (itemOperation === undefined) continue;
    const schema = successSchema(itemOperation);
    const item = findItem(reader, schema, collection, idParameter);
    if (!item) continue;
    const { place: itemPlace, idProperty } = item;
    const entry = { collection, idParameter, idProperty, itemOperation, itemPlace };
    for (const { id, method } of items)
      if (actions[method]) found.set(id, { ...entry, action: actions[method] });
    const itemSchema = reader.resolve(schemaAt(reader, schema, itemPlace));
    const isItem = (each: unknown): boolean => reader.resolve(each) === itemSchema;
    for (const { id, method, path: other } of rows) {
      if (other.replace(/\/$/, "") !== collection) continue;
      if (method === "POST") found.set(id, { ...entry, action: "create" });
      if (method !== "GET") continue;
      const pagination = readPagination(reader, id);
      const listPlace = pagination.items ?? findList(reader, successSchema(id), collection, isItem);
      if (listPlace) found.set(id, { ...entry, action: "list", listPlace, pagination });
    }
  }
  return found;
}

function groupByPath(rows: readonly OperationRow[]): Map<string, OperationRow[]> {
  const groups = new Map<string, OperationRow[]>();
  for (const row of rows) groups.set(row.path, [...(groups.get(row.path) ?? []), row]);
  return groups;
}
