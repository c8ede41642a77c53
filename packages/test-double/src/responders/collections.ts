import type { Contract, OperationRow } from "../contract/contract.ts";
import { type DocumentReader, isObject, listAt, objectAt } from "../contract/document.ts";
import { schemaTypes } from "../values/schema-types.ts";
import type { ResponseBuilder } from "./build-response.ts";

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
  for (const [path, items] of groupByPath(rows)) {
    const split = /^(.+)\/\{([^{}/]+)\}\/?$/.exec(path);
    if (!split) continue;
    const [, collection = "", idParameter = ""] = split;
    const itemOperation = items.find(({ method }) => method === "GET")?.id;
    if (itemOperation === undefined) continue;
    const schema = builder.jsonSchema(itemOperation, builder.successStatus(itemOperation));
    const idProperty = findIdProperty(reader, schema, idParameter);
    if (idProperty === undefined) continue;
    const entry = { collection, idParameter, idProperty, itemOperation };
    for (const { id, method } of items)
      if (actions[method]) found.set(id, { ...entry, action: actions[method] });
    for (const { id, method, path: other } of rows) {
      if (other.replace(/\/$/, "") !== collection) continue;
      if (method === "POST") found.set(id, { ...entry, action: "create" });
      if (method === "GET" && listPath(reader, builder, id))
        found.set(id, { ...entry, action: "list" });
    }
  }
  return found;
}

function groupByPath(rows: readonly OperationRow[]): Map<string, OperationRow[]> {
  const groups = new Map<string, OperationRow[]>();
  for (const row of rows) groups.set(row.path, [...(groups.get(row.path) ?? []), row]);
  return groups;
}

/** Returns the property names of a schema, including those of its parts. */
export function propertyNames(reader: DocumentReader, schema: unknown): readonly string[] {
  return collectNames(reader, schema, new Set());
}

function collectNames(
  reader: DocumentReader,
  given: unknown,
  seen: ReadonlySet<unknown>,
): readonly string[] {
  const schema = reader.resolve(given);
  if (seen.has(schema)) return [];
  const inside = new Set([...seen, schema]);
  const parts = ["allOf", "anyOf", "oneOf"].flatMap((keyword) => listAt(schema, keyword));
  const inner = parts.flatMap((part) => collectNames(reader, part, inside));
  return [...new Set([...Object.keys(objectAt(schema, "properties")), ...inner])];
}

/** Finds the property that contains the id: `id`, or one named like the path parameter. */
function findIdProperty(
  reader: DocumentReader,
  schema: unknown,
  parameter: string,
): string | undefined {
  const names = propertyNames(reader, schema);
  const plain = (name: string): string => name.replaceAll(/[-_]/g, "").toLowerCase();
  return (
    names.find((name) => name === parameter) ??
    names.find((name) => plain(name) === plain(parameter)) ??
    names.find((name) => plain(name) === "id") ??
    // `/books/{bookId}` with a `uid` or `key`, `/users/{login}` with no such property at all.
    names.find((name) => ["uid", "uuid", "key", "slug", "name"].includes(plain(name)))
  );
}

/**
 * Finds the array of a list response: the body itself, or its only property that is an array of
 * objects.
 *
 * @returns the path to the array; `undefined` if there is none
 */
export function listPath(
  reader: DocumentReader,
  builder: ResponseBuilder,
  operation: string,
): readonly string[] | undefined {
  const schema = builder.jsonSchema(operation, builder.successStatus(operation));
  if (schema === undefined) return undefined;
  if (isArray(reader, schema)) return [];
  const arrays = Object.entries(allProperties(reader, schema))
    .filter(
      ([, each]) => isArray(reader, each) && mayBeObject(reader, reader.resolve(each)["items"]),
    )
    .map(([name]) => name);
  return arrays.length === 1 ? [arrays[0]!] : undefined;
}

function allProperties(reader: DocumentReader, given: unknown): Readonly<Record<string, unknown>> {
  const schema = reader.resolve(given);
  const inherited = listAt(schema, "allOf").map((part) =>
    objectAt(reader.resolve(part), "properties"),
  );
  return Object.assign({}, ...inherited, objectAt(schema, "properties")) as Record<string, unknown>;
}

function isArray(reader: DocumentReader, schema: unknown): boolean {
  const types = schemaTypes(reader, schema);
  return types.has("array") && !types.has("object") && isObject(schema);
}

function mayBeObject(reader: DocumentReader, schema: unknown): boolean {
  return schemaTypes(reader, schema).has("object");
}
