import { type DocumentReader, isObject, listAt, objectAt } from "../../contract/document.ts";
import { schemaTypes } from "../../values/schema-types.ts";
import type { Place } from "./places.ts";

/** The place of an item in a response body, and the property that contains its id. */
export interface ItemPlace {
  readonly place: Place;
  readonly idProperty: string;
}

/** The names that APIs give the property around an item or a list. */
const wrapperNames = [
  "data",
  "item",
  "items",
  "result",
  "results",
  "resource",
  "resources",
  "response",
  "payload",
  "records",
  "entries",
  "values",
  "content",
];

/**
 * Finds the item in a response body: the body itself, or the object that it wraps, such as `{ data: … }`
 * or `{ book: … }`.
 *
 * @param collection the path of the collection, such as `/books`
 * @param parameter the path parameter that names an item
 * @returns `undefined` if nothing looks like an item with an id
 */
export function findItem(
  reader: DocumentReader,
  schema: unknown,
  collection: string,
  parameter: string,
): ItemPlace | undefined {
  const own = propertyNames(reader, schema);
  const idProperty = idName(own, parameter);
  if (idProperty !== undefined) return { place: [], idProperty };
  for (const [name, inner] of wrappers(reader, schema, collection)) {
    const names = propertyNames(reader, inner);
    const innerId = idName(names, parameter) ?? otherIdName(names);
    if (innerId !== undefined) return { place: [name], idProperty: innerId };
  }
  const otherId = otherIdName(own);
  return otherId === undefined ? undefined : { place: [], idProperty: otherId };
}

/** Finds the property that contains the id: one named like the path parameter, or `id`. */
function idName(names: readonly string[], parameter: string): string | undefined {
  return (
    names.find((name) => name === parameter) ??
    names.find((name) => plain(name) === plain(parameter)) ??
    names.find((name) => plain(name) === "id")
  );
}

/** Finds another unique name: `/books/{bookId}` with a `uid`, `/users/{login}` with a `name`. */
function otherIdName(names: readonly string[]): string | undefined {
  return names.find((name) => ["uid", "uuid", "key", "slug", "name"].includes(plain(name)));
}

/** Returns the properties that may wrap an item: objects with a usual name, or the only property. */
function wrappers(
  reader: DocumentReader,
  schema: unknown,
  collection: string,
): readonly (readonly [name: string, schema: unknown])[] {
  const all = Object.entries(allProperties(reader, schema));
  return all.filter(
    ([name, each]) =>
      isObject(each) &&
      schemaTypes(reader, each).has("object") &&
      !isArray(reader, each) &&
      (all.length === 1 || isWrapperName(name, collection)),
  );
}

/** Returns whether a name is a usual wrapper, or that of the collection: `book` or `books` in `/books`. */
function isWrapperName(name: string, collection: string): boolean {
  if (wrapperNames.includes(plain(name))) return true;
  const own = plain(collection.split("/").at(-1) ?? "");
  return own !== "" && singular(plain(name)) === singular(own);
}

function singular(word: string): string {
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return /(s|x|z|ch|sh)es$/.test(word) ? word.slice(0, -2) : word.replace(/s$/, "");
}

function plain(name: string): string {
  return name.replaceAll(/[-_]/g, "").toLowerCase();
}

/**
 * Finds the array of a list response: the body itself, a property, or a property of a wrapper. Among
 * several arrays of objects, it takes the one whose elements are the items, or the one with a usual name.
 *
 * @param isItem whether a schema describes an item of the collection
 * @returns `undefined` if no array is certain
 */
export function findList(
  reader: DocumentReader,
  schema: unknown,
  collection: string,
  isItem: (schema: unknown) => boolean,
): Place | undefined {
  if (schema === undefined) return undefined;
  if (isArray(reader, schema)) return [];
  const inner = wrappers(reader, schema, collection).flatMap(([name, each]) =>
    arraysOf(reader, each).map(([key, items]) => [[name, key], items] as const),
  );
  const outer = arraysOf(reader, schema).map(([key, items]) => [[key], items] as const);
  for (const candidates of [outer, inner]) {
    const [only, ...others] = candidates;
    if (only && others.length === 0) return only[0];
    const found =
      candidates.find(([, items]) => isItem(items)) ??
      candidates.find(([place]) => isWrapperName(place.at(-1)!, collection));
    if (found) return found[0];
  }
  return undefined;
}

/** Returns the properties that are arrays of objects, with the schema of their elements. */
function arraysOf(
  reader: DocumentReader,
  schema: unknown,
): readonly (readonly [name: string, items: unknown])[] {
  return Object.entries(allProperties(reader, schema)).flatMap(([name, each]) => {
    const { items } = reader.resolve(each);
    const isList = isArray(reader, each) && schemaTypes(reader, items).has("object");
    return isList ? [[name, items] as const] : [];
  });
}

function allProperties(reader: DocumentReader, given: unknown): Readonly<Record<string, unknown>> {
  const schema = reader.resolve(given);
  const inherited = listAt(schema, "allOf").map((part) => allProperties(reader, part));
  return Object.assign({}, ...inherited, objectAt(schema, "properties")) as Record<string, unknown>;
}

function isArray(reader: DocumentReader, schema: unknown): boolean {
  const types = schemaTypes(reader, schema);
  return types.has("array") && !types.has("object") && isObject(schema);
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

/** @returns the schema at a place, through the properties and the parts of `allOf` */
export function schemaAt(reader: DocumentReader, schema: unknown, place: Place): unknown {
  let found = schema;
  for (const step of place) found = allProperties(reader, found)[step];
  return found;
}
