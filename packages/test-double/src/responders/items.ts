import { type DocumentReader, isObject, objectAt } from "../contract/document.ts";
import type { ResponseBuilder } from "./build-response.ts";
import { type CollectionOperation, propertyNames } from "./collections.ts";
import type { Item } from "./item-store.ts";

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
  respond(operation: string, status: number, item: Item): Response;
  /** @returns the names of the properties that an item may have */
  namesOf(found: CollectionOperation): readonly string[];
  /** @returns the prefix that the properties of an object parameter have on the wire */
  prefixOf(operation: string, parameter: string): string;
  /** @returns the names of the properties that the body of a response may have */
  fieldsOf(operation: string, status: number): readonly string[];
}

const maxTries = 100;

/** Creates the functions that work on items. */
export function createItems(reader: DocumentReader, builder: ResponseBuilder): Items {
  const created = new Set<string>();

  const isItem = ({ itemOperation }: CollectionOperation, item: unknown): boolean =>
    builder.isValid(itemOperation, builder.successStatus(itemOperation), item);
  const namesOf = ({ itemOperation }: CollectionOperation): readonly string[] =>
    propertyNames(reader, builder.jsonSchema(itemOperation, builder.successStatus(itemOperation)));

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

  const withNewId = (found: CollectionOperation, item: Item): Item => {
    const key = (id: unknown): string => `${found.collection} ${String(id)}`;
    let fresh = item;
    for (
      let number = 1;
      number <= maxTries && created.has(key(fresh[found.idProperty]));
      number++
    ) {
      const id = item[found.idProperty];
      const next = typeof id === "number" ? id + number : `${String(id)}-${number}`;
      const candidate = { ...item, [found.idProperty]: next };
      fresh = isItem(found, candidate) ? candidate : buildItem(builder, found);
    }
    created.add(key(fresh[found.idProperty]));
    return fresh;
  };

  return {
    namesOf,
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
    respond(operation, status, item) {
      if (builder.jsonSchema(operation, status) === undefined)
        return builder.build(operation, status);
      const fits = (body: unknown): boolean => builder.isValid(operation, status, body);
      if (fits(item)) return builder.build(operation, status, { body: item });
      const built = builder.buildJson(operation, status);
      const wrappers = isObject(built)
        ? Object.keys(built).filter((name) => isObject(built[name]))
        : [];
      const body = wrappers.map((name) => ({ ...Object(built), [name]: item })).find(fits) ?? built;
      return builder.build(operation, status, { body });
    },
    prefixOf(operation, name) {
      const parameter = reader.parameters(operation).find((each) => each.name === name);
      const patterns = Object.keys(
        objectAt(reader.resolve(parameter?.schema), "patternProperties"),
      );
      const [pattern] = patterns.length === 1 ? patterns : [];
      // A pattern that is a fixed prefix, such as `^labels\.`.
      const literal = /^\^((?:[\w-]|\\[.\-/[\]])+)$/.exec(pattern ?? "")?.[1] ?? "";
      return literal.replaceAll("\\", "");
    },
    fieldsOf: (operation, status) => propertyNames(reader, builder.jsonSchema(operation, status)),
  };
}

/** Builds an item with its required properties and its id, even if the schema does not require the id. */
function buildItem(
  builder: ResponseBuilder,
  { itemOperation, idProperty }: CollectionOperation,
): Item {
  const status = builder.successStatus(itemOperation);
  const built = builder.buildJson(itemOperation, status, { isMinimal: true, needs: [idProperty] });
  return isObject(built) ? built : {};
}
