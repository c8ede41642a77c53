/** An item of a collection. */
export type Item = Readonly<Record<string, unknown>>;

/** A snapshot of the items of all collections, for restoring them later. */
export type Snapshot = ReadonlyMap<string, ReadonlyMap<string, Item>>;

/**
 * Stores items by the path of their collection and their id. Items are never changed in place, so a
 * snapshot copies only the maps.
 */
export interface ItemStore {
  get(collection: string, id: string): Item | undefined;
  /** @returns the items in the order in which they were created */
  list(collection: string): readonly Item[];
  set(collection: string, id: string, item: Item): void;
  /** Deletes an item and everything below its path. @returns whether the item existed */
  delete(collection: string, id: string): boolean;
  snapshot(): Snapshot;
  restore(snapshot: Snapshot): void;
}

/** Creates an empty store. */
export function createItemStore(): ItemStore {
  let collections = new Map<string, Map<string, Item>>();
  const copy = (from: Snapshot): Map<string, Map<string, Item>> =>
    new Map([...from].map(([path, items]) => [path, new Map(items)]));
  return {
    get: (collection, id) => collections.get(collection)?.get(id),
    list: (collection) => [...(collections.get(collection)?.values() ?? [])],
    set(collection, id, item) {
      const items = collections.get(collection) ?? new Map<string, Item>();
      collections.set(collection, items.set(id, item));
    },
    delete(collection, id) {
      const below = `${collection}/${id}/`;
      for (const path of collections.keys()) if (path.startsWith(below)) collections.delete(path);
      return collections.get(collection)?.delete(id) ?? false;
    },
    snapshot: () => copy(collections),
    restore(snapshot) {
      collections = copy(snapshot);
    },
  };
}
