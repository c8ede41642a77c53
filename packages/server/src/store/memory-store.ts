import type { SandboxRecord } from "../lifecycle/lifecycle.ts";
import { type Instant, compareInstants, parseInstant } from "./instant.ts";
import { endOfLife } from "./lifetime.ts";
import { MetadataIndex } from "./metadata-index.ts";
import type { Cap, KeyRecord, SandboxQuery, Store, Team } from "./store.ts";

/** A record, and what a list has to know of it, read once. */
interface Entry {
  readonly record: SandboxRecord;
  readonly createdAt: Instant;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
  disk?: Uint8Array | undefined;
}

/** What the store keeps for one team. */
interface Shelf {
  readonly byId: Map<string, Entry>;
  readonly index: MetadataIndex<Entry>;
}

/** How many records a batch of a list has at the most. */
const batchSize = 500;

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

  async listTeams(): Promise<readonly Team[]> {
    return [...this.#shelves.keys()].map((id) => ({ id }));
  }

  async listKeys(team: string): Promise<readonly KeyRecord[]> {
    return [...this.#keys.values()].filter((key) => key.team === team);
  }

  async addSandbox(record: SandboxRecord, cap?: Cap): Promise<boolean> {
    const shelf = this.#shelf(record.team);
    const { id } = record.sandbox;
    if (this.#owners.has(id)) throw new Error(`There is a sandbox ${id} already.`);
    const entry = toEntry(record);
    if (cap && !hasRoom(shelf, cap)) return false;
    this.#put(shelf, entry);
    return true;
  }

  async findSandbox(team: string, id: string): Promise<SandboxRecord | undefined> {
    return this.#shelves.get(team)?.byId.get(id)?.record;
  }

  async replaceSandbox(record: SandboxRecord): Promise<boolean> {
    const { team, sandbox } = record;
    const shelf = this.#shelves.get(team);
    const before = shelf?.byId.get(sandbox.id);
    if (!shelf || before?.record.revision !== record.revision - 1) return false;
    const entry = { ...toEntry(record), disk: before.disk };
    this.#remove(team, sandbox.id);
    this.#put(shelf, entry);
    return true;
  }

  async removeSandbox(team: string, id: string): Promise<boolean> {
    return this.#remove(team, id);
  }

  async removeEnded(now: number): Promise<readonly { team: string; id: string }[]> {
    const ended = [...this.#owners].filter(([id, team]) => {
      const entry = this.#shelves.get(team)?.byId.get(id);
      return entry !== undefined && entry.endsAt <= now;
    });
    for (const [id, team] of ended) this.#remove(team, id);
    return ended.map(([id, team]) => ({ team, id }));
  }

  async *listSandboxes(
    team: string,
    { metadata, now }: SandboxQuery,
  ): AsyncGenerator<readonly SandboxRecord[]> {
    const shelf = this.#shelves.get(team);
    if (!shelf) return;
    const all = metadata.size === 0 ? [...shelf.byId.values()] : shelf.index.find(metadata);
    const found = all.filter(({ endsAt }) => endsAt > now).sort(newestFirst);
    for (let start = 0; start < found.length; start += batchSize)
      yield found.slice(start, start + batchSize).map(({ record }) => record);
  }

  async saveDisk(team: string, id: string, disk: Uint8Array): Promise<boolean> {
    const entry = this.#shelves.get(team)?.byId.get(id);
    if (entry) entry.disk = disk.slice();
    return entry !== undefined;
  }

  async loadDisk(team: string, id: string): Promise<Uint8Array | undefined> {
    return this.#shelves.get(team)?.byId.get(id)?.disk?.slice();
  }

  async close(): Promise<void> {
    // There is nothing to give back.
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
    shelf.index.remove(entry, entry.record.sandbox.metadata);
    this.#owners.delete(id);
    return true;
  }

  #put(shelf: Shelf, entry: Entry): void {
    const { team, sandbox } = entry.record;
    shelf.byId.set(sandbox.id, entry);
    shelf.index.add(entry, sandbox.metadata);
    this.#owners.set(sandbox.id, team);
  }
}

function toEntry(record: SandboxRecord): Entry {
  const copy = freeze(structuredClone(record));
  const { sandbox } = copy;
  return { record: copy, createdAt: parseInstant(sandbox.created_at), endsAt: endOfLife(sandbox) };
}

function hasRoom({ byId }: Shelf, { sandboxes, now }: Cap): boolean {
  if (byId.size < sandboxes) return true;
  let living = 0;
  for (const { endsAt } of byId.values()) if (endsAt > now) living += 1;
  return living < sandboxes;
}

function newestFirst(a: Entry, b: Entry): number {
  return (
    compareInstants(b.createdAt, a.createdAt) ||
    (a.record.sandbox.id < b.record.sandbox.id ? -1 : 1)
  );
}

function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}
