/**
 * Finds sandboxes by their metadata without scanning those that do not match. It keeps a set of sandboxes
 * for each pair of key and value.
 */
export class MetadataIndex<Item> {
  readonly #byPair = new Map<string, Map<string, Set<Item>>>();

  /** The number of distinct metadata keys. */
  get size(): number {
    return this.#byPair.size;
  }

  add(item: Item, metadata: Readonly<Record<string, string>>): void {
    for (const [key, value] of Object.entries(metadata)) {
      const values = getOrMake(this.#byPair, key, () => new Map<string, Set<Item>>());
      getOrMake(values, value, () => new Set<Item>()).add(item);
    }
  }

  remove(item: Item, metadata: Readonly<Record<string, string>>): void {
    for (const [key, value] of Object.entries(metadata)) {
      const values = this.#byPair.get(key);
      const items = values?.get(value);
      items?.delete(item);
      if (items?.size === 0) values?.delete(value);
      if (values?.size === 0) this.#byPair.delete(key);
    }
  }

  /**
   * @param pairs at least one
   * @returns the items that have every pair; the cost depends on the rarest pair, not on the size of the index
   */
  find(pairs: ReadonlyMap<string, string>): Item[] {
    const sets: ReadonlySet<Item>[] = [];
    for (const [key, value] of pairs) {
      const items = this.#byPair.get(key)?.get(value);
      if (!items) return [];
      sets.push(items);
    }
    const [rarest, ...others] = sets.sort((a, b) => a.size - b.size);
    return [...(rarest ?? [])].filter((item) => others.every((set) => set.has(item)));
  }
}

function getOrMake<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
