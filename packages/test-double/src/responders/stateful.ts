import type { Contract } from "../contract/contract.ts";
import { type DocumentReader, createDocumentReader, isObject } from "../contract/document.ts";
import { checkRequest } from "../request/check-request.ts";
import type { DoubleRequest } from "../request/double-request.ts";
import { createValueSource } from "../values/value-source.ts";
import { createResponseBuilder } from "./build-response.ts";
import { type CollectionOperation, findCollections } from "./collections/collections.ts";
import { createErrorResponder } from "./error-response.ts";
import { type Item, type Snapshot, createItemStore } from "./collections/item-store.ts";
import { createItems } from "./collections/items.ts";
import { createListResponder } from "./collections/respond-with-list.ts";
import type { Responder } from "./responder.ts";

/** Options for `stateful`. */
export interface StatefulOptions {
  /**
   * An integer. The same seed gives the same values in the same order.
   *
   * @default 1
   */
  readonly seed?: number;
  /**
   * The initial items, by the path of their collection, such as `"/pets"`. Missing required fields are
   * built.
   *
   * @default none
   */
  readonly items?: Readonly<Record<string, readonly Item[]>>;
}

/** A responder with state. */
export interface StatefulResponder extends Responder {
  /** Returns a snapshot of the state, in well under a millisecond. */
  snapshot(): Snapshot;
  /** Restores a snapshot of this responder or of another one for the same contract. */
  restore(snapshot: Snapshot): void;
  /** @returns another responder with a copy of the state, in well under a millisecond */
  fork(): StatefulResponder;
  /** @returns the items of a collection, such as `"/pets"`, in order of creation */
  items(collection: string): readonly Item[];
}

/**
 * Responds with state, by convention: `POST /pets` creates, `GET /pets` lists and filters,
 * `GET /pets/{id}` reads, `PUT` and `PATCH` change, `DELETE` removes. Any other operation returns
 * a value that is built from the document. Every response is valid against the document.
 *
 * @returns a responder for `createDouble`
 * @throws {Error} if an initial item is not valid against the document
 * @example
 * createDouble({ contract, respond: stateful(contract, { items: { "/pets": [{ name: "Tom" }] } }) });
 */
export function stateful(contract: Contract, options: StatefulOptions = {}): StatefulResponder {
  return createStateful(contract, options, createDocumentReader(contract));
}

/** @param known the collections of the contract, if a responder has already found them. Finding them takes long */
function createStateful(
  contract: Contract,
  { seed = 1, items: given = {} }: StatefulOptions,
  reader: DocumentReader,
  known?: ReturnType<typeof findCollections>,
): StatefulResponder {
  const builder = createResponseBuilder(contract, reader, createValueSource(reader, seed));
  const respondWithError = createErrorResponder(contract, reader, builder);
  const collections = known ?? findCollections(contract, reader, builder);
  const store = createItemStore();
  const items = createItems(reader, builder);
  const respondWithList = createListResponder(reader, builder, items);

  const collectionOf = (path: string): CollectionOperation | undefined =>
    [...collections.values()].find(({ collection }) => fitsPath(collection, path));

  for (const [path, seeds] of Object.entries(given)) {
    const found = collectionOf(path);
    if (!found)
      throw new Error(
        `The document has no collection ${path}. It has: ${[...new Set([...collections.values()].map(({ collection }) => collection))].join(", ") || "none"}.`,
      );
    for (const fields of seeds) {
      const item = items.create(found, fields, true);
      store.set(path, String(item[found.idProperty]), item);
    }
  }

  const respondToCollection = (
    found: CollectionOperation,
    request: DoubleRequest,
  ): Response | undefined => {
    const { action, collection, idParameter, idProperty } = found;
    const { operation } = request;
    const path = fillPath(collection, request.path);
    const id = String(request.path[idParameter]);
    const status = builder.successStatus(operation);
    const body = isObject(request.body) ? items.unwrap(found, request.body) : {};
    const notFound = (): Response => respondWithError(operation, 404, `There is no ${path}/${id}.`);

    const parent = parentOf(collections, request, collection);
    if (parent && !store.get(parent.path, parent.id))
      return respondWithError(operation, 404, `There is no ${parent.path}/${parent.id}.`);
    if (action === "list") return respondWithList(found, request, store.list(path));
    if (action === "create") {
      const item = items.create(found, body);
      store.set(path, String(item[idProperty]), item);
      return items.respond(found, operation, status, item);
    }
    const current = store.get(path, id);
    if (!current) {
      const mayCreate =
        action === "replace" && builder.documentedStatus(operation, 404) === undefined;
      if (!mayCreate) return notFound();
      const item = items.create(found, { ...body, [idProperty]: request.path[idParameter] }, true);
      store.set(path, id, item);
      return items.respond(found, operation, status, item);
    }
    if (action === "read") return items.respond(found, operation, status, current);
    if (action === "delete") {
      store.delete(path, id);
      return items.respond(found, operation, status, current);
    }
    const changed = items.change(found, current, body, action === "replace");
    store.set(path, id, changed);
    return items.respond(found, operation, status, changed);
  };

  const respond: Responder = (_, parsed) => {
    if (!parsed) return undefined;
    const { operation } = parsed;
    const refusal = checkRequest(contract, reader, parsed);
    if (refusal) return respondWithError(operation, refusal.status, refusal.message);
    const found = collections.get(operation);
    return (
      (found && respondToCollection(found, parsed)) ??
      builder.build(operation, builder.successStatus(operation))
    );
  };
  const restore = (snapshot: Snapshot): void => {
    store.restore(snapshot);
    for (const [path, kept] of snapshot) {
      const found = collectionOf(path);
      if (found) for (const id of kept.keys()) items.reserve(found, id);
    }
  };
  return Object.assign(respond, {
    snapshot: store.snapshot,
    restore,
    fork: () => {
      const other = createStateful(contract, { seed }, reader, collections);
      other.restore(store.snapshot());
      return other;
    },
    items: store.list,
  });
}

/** @returns a path with its parameters filled in */
function fillPath(template: string, path: Readonly<Record<string, unknown>>): string {
  return template.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => String(path[name]));
}

function fitsPath(template: string, path: string): boolean {
  const steps = template.split("/");
  const given = path.split("/");
  if (steps.length !== given.length) return false;
  return steps.every((step, index) => step.startsWith("{") || step === given[index]);
}

/** Returns the parent item of a nested collection, if the parent belongs to a collection itself. */
function parentOf(
  collections: ReadonlyMap<string, CollectionOperation>,
  request: DoubleRequest,
  collection: string,
): { path: string; id: string } | undefined {
  let best: CollectionOperation | undefined;
  for (const each of collections.values()) {
    const below = `${each.collection}/{${each.idParameter}}/`;
    if (each.action !== "create" || !collection.startsWith(below)) continue;
    if (!best || each.collection.length > best.collection.length) best = each;
  }
  if (!best) return undefined;
  const id = String(request.path[best.idParameter]);
  return { path: fillPath(best.collection, request.path), id };
}
