import type { Sandbox } from "@sandboxes/schema";
import { type Instant, compareInstants, parseInstant } from "./instant.ts";
import { endOfLife } from "./lifetime.ts";
import { MetadataIndex } from "./metadata-index.ts";
import type { KeyRecord, SandboxQuery, Store, Team } from "./store.ts";

/** A sandbox, and what a list has to know of it, read once. */
interface Entry {
  readonly sandbox: Sandbox;
  readonly createdAt: Instant;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
}

/** What the store keeps for one team. */
interface Shelf {
  readonly byId: Map<string, Entry>;
  readonly index: MetadataIndex<Entry>;
}

/**
 * Makes a store that lives in this process and forgets everything when it ends.
 *
 * What goes in is copied, and what comes out is frozen: nobody changes the store from outside. A
 * list costs as much as its answer is long, or as its rarest pair is frequent.
 *
 * @example
 * const app = createApp({ store: createMemoryStore() });
 */
export function createMemoryStore(): Store {
  return new MemoryStore();
}

// Each method does its work before it first waits, which makes it atomic.
class MemoryStore implements Store {
  readonly #shelves = new Map<string, Shelf>();
  readonly #owners = new Map<string, string>();
  readonly #keys = new Map<string, KeyRecord>();

  async addTeam({ id }: Team): Promise<void> {
    if (this.#shelves.has(id)) throw new Error(`There is a team ${id} already.`);
    this.#shelves.set(id, { byId: new Map(), index: new MetadataIndex() });
  }

  async addKey(key: KeyRecord): Promise<void> {
    this.#shelf(key.team);
    if (this.#keys.has(key.hash)) throw new Error("There is such a key already.");
    this.#keys.set(key.hash, Object.freeze({ ...key }));
  }

  async findKey(hash: string): Promise<KeyRecord | undefined> {
    return this.#keys.get(hash);
  }

  async updateKey(
    hash: string,
    change: Partial<Pick<KeyRecord, "revoked" | "expiresAt">>,
  ): Promise<boolean> {
    const key = this.#keys.get(hash);
    if (key) this.#keys.set(hash, Object.freeze({ ...key, ...change }));
    return key !== undefined;
  }

  async putSandbox(team: string, sandbox: Sandbox): Promise<void> {
    const shelf = this.#shelf(team);
    const owner = this.#owners.get(sandbox.id);
    if (owner !== undefined && owner !== team)
      throw new Error(`The id ${sandbox.id} is another team's.`);
    const copy = freeze(structuredClone(sandbox));
    const createdAt = parseInstant(copy.created_at);
    const entry = { sandbox: copy, createdAt, endsAt: endOfLife(copy) };
    this.#remove(team, copy.id);
    shelf.byId.set(copy.id, entry);
    shelf.index.add(entry, copy.metadata);
    this.#owners.set(copy.id, team);
  }

  async removeSandbox(team: string, id: string): Promise<boolean> {
    return this.#remove(team, id);
  }

  async listSandboxes(team: string, { metadata, now }: SandboxQuery): Promise<Sandbox[]> {
    const shelf = this.#shelves.get(team);
    if (!shelf) return [];
    const found = metadata.size === 0 ? [...shelf.byId.values()] : shelf.index.find(metadata);
    return found
      .filter(({ endsAt }) => endsAt > now)
      .sort(newestFirst)
      .map(({ sandbox }) => sandbox);
  }

  #shelf(team: string): Shelf {
    const shelf = this.#shelves.get(team);
    if (!shelf) throw new Error(`There is no team ${team}.`);
    return shelf;
  }

  #remove(team: string, id: string): boolean {
    const shelf = this.#shelves.get(team);
    const entry = shelf?.byId.get(id);
    if (!shelf || !entry) return false;
    shelf.byId.delete(id);
    shelf.index.remove(entry, entry.sandbox.metadata);
    this.#owners.delete(id);
    return true;
  }
}

function newestFirst(a: Entry, b: Entry): number {
  return compareInstants(b.createdAt, a.createdAt) || (a.sandbox.id < b.sandbox.id ? -1 : 1);
}

function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}
