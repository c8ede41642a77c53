/** An item of a collection. */
export type Item = Readonly<Record<string, unknown>>;

/** The items of all collections, as a value that can be kept and put back. */
export type Snapshot = ReadonlyMap<string, ReadonlyMap<string, Item>>;

/**
 * Keeps items by the path of their collection and their id. Items are never changed in place, so a
 * snapshot is a copy of the maps alone.
 */
export interface ItemStore {
  get(collection: string, id: string): Item | undefined;
  /** @returns the items in the order in which they were created */
  list(collection: string): readonly Item[];
  set(collection: string, id: string, item: Item): void;
  /** Deletes an item and everything below its path. @returns whether there was one */
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
