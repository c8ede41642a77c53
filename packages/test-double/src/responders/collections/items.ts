import { type DocumentReader, isObject } from "../../contract/document.ts";
import type { ResponseBuilder } from "../build-response.ts";
import type { CollectionOperation } from "./collections.ts";
import { findItem, propertyNames, schemaAt } from "./find-item.ts";
import type { Item } from "./item-store.ts";
import { valueAt, withValueAt } from "./places.ts";

/** Creates, updates and presents the items of collections. */
export interface Items {
  /**
   * Creates an item from the fields of a request body.
   *
   * @param keepsId whether the fields may set the id
   */
  create(found: CollectionOperation, fields: Item, keepsId?: boolean): Item;
  /**
   * Updates an item with the fields of a request body. Null removes a property that is not nullable
   * (RFC 7396, "JSON Merge Patch").
   *
   * @param isReplaced whether to remove the optional fields that the request body leaves out
   */
  change(found: CollectionOperation, item: Item, fields: Item, isReplaced: boolean): Item;
  /** @returns the response body for an item, or a built one if the document describes another body */
  respond(found: CollectionOperation, operation: string, status: number, item: Item): Response;
  /** Marks an id as used, so that no new item gets it. */
  reserve(found: CollectionOperation, id: string): void;
  /** @returns the names of the properties that an item may have */
  namesOf(found: CollectionOperation): readonly string[];
  /** @returns the fields of a request body, without a wrapper such as `{ book: … }` */
  unwrap(found: CollectionOperation, body: Item): Item;
}

const maxTries = 100;

/** Creates the functions that work on items. */
export function createItems(reader: DocumentReader, builder: ResponseBuilder): Items {
  const created = new Set<string>();

  const envelopes = new Map<string, unknown>();
  /** Returns the body of the response that describes an item. */
  const asBody = ({ itemOperation, itemPlace }: CollectionOperation, item: unknown): unknown => {
    if (itemPlace.length === 0) return item;
    if (!envelopes.has(itemOperation)) {
      const status = builder.successStatus(itemOperation);
      const options = { isMinimal: true, needs: itemPlace };
      envelopes.set(itemOperation, builder.buildJson(itemOperation, status, options));
    }
    return withValueAt(envelopes.get(itemOperation), itemPlace, item);
  };
  const isItem = (found: CollectionOperation, item: unknown): boolean => {
    const { itemOperation } = found;
    const status = builder.successStatus(itemOperation);
    return builder.isValid(itemOperation, status, asBody(found, item));
  };
  const namesOf = ({ itemOperation, itemPlace }: CollectionOperation): readonly string[] => {
    const schema = builder.jsonSchema(itemOperation, builder.successStatus(itemOperation));
    return propertyNames(reader, schemaAt(reader, schema, itemPlace));
  };

  const apply = (found: CollectionOperation, item: Item, fields: Item, keepsId: boolean): Item => {
    const known = namesOf(found);
    let changed = item;
    for (const [name, value] of Object.entries(fields)) {
      if (!known.includes(name) || (name === found.idProperty && !keepsId)) continue;
      const { [name]: _, ...without } = changed;
      const candidates = [{ ...changed, [name]: value }, ...(value === null ? [without] : [])];
      // A field that the item cannot have belongs only to the request.
      changed = candidates.find((each) => isItem(found, each)) ?? changed;
    }
    return changed;
  };

  const keyOf = (found: CollectionOperation, id: unknown): string =>
    `${found.collection} ${String(id)}`;
  const withNewId = (found: CollectionOperation, item: Item): Item => {
    const key = (id: unknown): string => keyOf(found, id);
    let fresh = item;
    for (
      let number = 1;
      number <= maxTries && created.has(key(fresh[found.idProperty]));
      number++
    ) {
      const withId = (id: unknown): Item => ({ ...item, [found.idProperty]: id });
      const candidates = otherIds(item[found.idProperty], number).map(withId);
      fresh =
        candidates.find((each) => isItem(found, each)) ??
        withId(buildItem(builder, found)[found.idProperty]);
    }
    created.add(key(fresh[found.idProperty]));
    return fresh;
  };

  return {
    namesOf,
    reserve: (found, id) => void created.add(keyOf(found, id)),
    create(found, fields, keepsId = false) {
      const item = apply(found, buildItem(builder, found), fields, keepsId);
      return withNewId(found, item);
    },
    change(found, item, fields, isReplaced) {
      const changed = apply(found, item, fields, false);
      if (!isReplaced) return changed;
      let replaced = changed;
      for (const name of Object.keys(item)) {
        if (Object.hasOwn(fields, name) || name === found.idProperty) continue;
        const { [name]: _, ...without } = replaced;
        if (isItem(found, without)) replaced = without;
      }
      return replaced;
    },
    respond({ collection, idParameter }, operation, status, item) {
      const schema = builder.jsonSchema(operation, status);
      if (schema === undefined) return builder.build(operation, status);
      const fits = (body: unknown): boolean => builder.isValid(operation, status, body);
      const place = findItem(reader, schema, collection, idParameter)?.place ?? [];
      if (place.length === 0 && fits(item)) return builder.build(operation, status, { body: item });
      const minimal = builder.buildJson(operation, status, { isMinimal: true, needs: place });
      const built = builder.buildJson(operation, status);
      const names = isObject(built)
        ? Object.keys(built).filter((name) => isObject(built[name]))
        : [];
      const places = [...(place.length > 0 ? [place] : []), ...names.map((name) => [name])];
      const wrapped = places.flatMap((each) => [
        withValueAt(minimal, each, item),
        withValueAt(built, each, item),
      ]);
      return builder.build(operation, status, { body: [...wrapped, item].find(fits) ?? built });
    },
    unwrap(found, body) {
      const [name, ...others] = Object.keys(body);
      if (name === undefined || others.length > 0 || namesOf(found).includes(name)) return body;
      const inner = body[name];
      return isObject(inner) ? inner : body;
    },
  };
}

/** @returns ids that differ from one, for a number from 1; not all of them fit the format of the id */
function otherIds(id: unknown, number: number): unknown[] {
  if (typeof id === "number") return [id + number];
  const text = String(id);
  // The last group of a UUID (RFC 9562, section 4).
  const last = /[\da-f]{12}$/i.exec(text)?.[0];
  if (last === undefined) return [`${text}-${number}`];
  const next = (Number.parseInt(last, 16) + number) % 16 ** 12;
  return [`${text}-${number}`, text.slice(0, -12) + next.toString(16).padStart(12, "0")];
}

/** Builds an item with its required properties and its id, even if the schema does not require the id. */
function buildItem(
  builder: ResponseBuilder,
  { itemOperation, itemPlace, idProperty }: CollectionOperation,
): Item {
  const status = builder.successStatus(itemOperation);
  const needs = [...itemPlace, idProperty];
  const item = valueAt(
    builder.buildJson(itemOperation, status, { isMinimal: true, needs }),
    itemPlace,
  );
  return isObject(item) ? item : {};
}
