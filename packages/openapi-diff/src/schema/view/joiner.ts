import type { JsonObject, SchemaValue } from "@sandboxes/codegen/in-memory";

/**
 * Merges schemas that all apply to one value. Merging the same schemas returns the same object, so that
 * recursive schemas end.
 */
export class Joiner {
  readonly #base: (schema: SchemaValue) => SchemaValue;
  readonly #ids = new Map<SchemaValue, number>();
  readonly #joined = new Map<string, JsonObject>();
  readonly #leaves = new Map<SchemaValue, readonly SchemaValue[]>();

  /** @param base unwraps a schema */
  constructor(base: (schema: SchemaValue) => SchemaValue) {
    this.#base = base;
  }

  /** Returns a schema that requires what both require. */
  join(one: SchemaValue, other: SchemaValue): SchemaValue {
    const byId = new Map<number, SchemaValue>();
    for (const schema of [one, other])
      for (const leaf of this.#leavesOf(schema)) byId.set(this.#id(leaf), leaf);
    if (byId.size === 1) return one;
    const key = [...byId.keys()].sort((a, b) => a - b).join(" ");
    let joined = this.#joined.get(key);
    if (!joined) {
      const leaves = [...byId].sort(([a], [b]) => a - b).map(([, leaf]) => leaf);
      this.#joined.set(key, (joined = { allOf: leaves }));
      this.#leaves.set(joined, leaves);
    }
    return joined;
  }

  #leavesOf(schema: SchemaValue): readonly SchemaValue[] {
    return this.#leaves.get(schema) ?? [this.#base(schema)];
  }

  #id(schema: SchemaValue): number {
    let id = this.#ids.get(schema);
    if (id === undefined) this.#ids.set(schema, (id = this.#ids.size));
    return id;
  }
}
