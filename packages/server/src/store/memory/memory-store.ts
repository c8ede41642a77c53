import type { SandboxRecord } from "../../lifecycle/sandbox-record.ts";
import { createGiveWay } from "../../next-turn.ts";
import { deepFreeze } from "./deep-freeze.ts";
import { endOfLife } from "../lifetime.ts";
import { MemoryDisks } from "./memory-disks.ts";
import { MetadataIndex } from "./metadata-index.ts";
import { sortKey } from "../sort-key.ts";
import { type StatusColumns, statusAt, toStatusColumns } from "../status-columns.ts";
import { type Span, isWithin, spanOf } from "../span.ts";
import type { Cap, KeyRecord, SandboxQuery, Store, Team } from "../store.ts";

/** A record with precomputed values for lists. */
interface Entry {
  readonly record: SandboxRecord;
  readonly sortKey: string;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
  readonly statuses: StatusColumns;
}

/** The stored data of one team. */
interface TeamData {
  readonly byId: Map<string, Entry>;
  readonly index: MetadataIndex<Entry>;
  /** A cached list of all sandboxes, valid until one of them changes. */
  list?: List | undefined;
}

/** A list, and the time span in which it is valid. */
interface List extends Span {
  readonly entries: readonly Entry[];
  readonly batches: readonly (readonly SandboxRecord[])[];
}

/** The stored data. */
class Contents {
  readonly teams = new Map<string, TeamData>();
  readonly owners = new Map<string, string>();
  readonly keys = new Map<string, KeyRecord>();
}

/** The maximum number of records per batch of a list. */
const batchSize = 500;

/**
 * Creates a store in the memory of this program. Its data is lost when the process ends.
 *
 * Records are copied on the way in and frozen on the way out, so callers cannot change the store. The time of
 * a list depends on the length of the result, or on the frequency of the rarest pair.
 *
 * @example
 * const app = createApp({ store: createMemoryStore() });
 */
export function createMemoryStore(): Store {
  return new MemoryStore();
}

// Each method does its work before its first `await`, which makes it atomic. A sweep removes one sandbox at a
// time, and lets other requests run in between.
class MemoryStore implements Store {
  readonly disks: MemoryDisks = new MemoryDisks(
    (team, id) => this.#open.teams.get(team)?.byId.has(id) ?? false,
  );
  #contents: Contents | undefined = new Contents();

  get #open(): Contents {
    if (!this.#contents) throw new Error("The store is closed.");
    return this.#contents;
  }

  async addTeam({ id }: Team): Promise<void> {
    const { teams } = this.#open;
    if (teams.has(id)) throw new Error(`There is a team ${id} already.`);
    teams.set(id, { byId: new Map(), index: new MetadataIndex() });
  }

  async listTeams(): Promise<readonly Team[]> {
    return [...this.#open.teams.keys()].map((id) => ({ id }));
  }

  async addKey(key: KeyRecord): Promise<void> {
    this.#team(key.team);
    const { keys } = this.#open;
    if (keys.has(key.hash)) throw new Error("There is such a key already.");
    keys.set(key.hash, Object.freeze({ ...key }));
  }

  findKey(hash: string): KeyRecord | undefined {
    return this.#open.keys.get(hash);
  }

  async listKeys(team: string): Promise<readonly KeyRecord[]> {
    return [...this.#open.keys.values()].filter((key) => key.team === team);
  }

  async updateKey(
    hash: string,
    change: Partial<Pick<KeyRecord, "revoked" | "expiresAt">>,
  ): Promise<boolean> {
    const { keys } = this.#open;
    const key = keys.get(hash);
    if (key) keys.set(hash, Object.freeze({ ...key, ...change }));
    return key !== undefined;
  }

  async addSandbox(record: SandboxRecord, cap?: Cap): Promise<boolean> {
    const entry = toEntry(record);
    const data = this.#team(record.team);
    const { owners } = this.#open;
    const { id } = record.sandbox;
    if (owners.has(id)) throw new Error(`There is a sandbox ${id} already.`);
    if (cap && !hasRoom(data, cap)) return false;
    owners.set(id, record.team);
    put(data, entry);
    return true;
  }

  async findSandbox(team: string, id: string): Promise<SandboxRecord | undefined> {
    return this.#open.teams.get(team)?.byId.get(id)?.record;
  }

  async replaceSandbox(record: SandboxRecord): Promise<boolean> {
    const entry = toEntry(record);
    const data = this.#open.teams.get(record.team);
    const before = data?.byId.get(record.sandbox.id);
    if (!data || before?.record.revision !== record.revision - 1) return false;
    data.index.remove(before, before.record.sandbox.metadata);
    // Keeps the position of the previous record: a list in creation order takes no time to sort.
    put(data, entry);
    return true;
  }

  async removeSandbox(team: string, id: string): Promise<boolean> {
    const { teams, owners } = this.#open;
    const data = teams.get(team);
    const entry = data?.byId.get(id);
    if (!data || !entry) return false;
    data.byId.delete(id);
    data.index.remove(entry, entry.record.sandbox.metadata);
    data.list = undefined;
    owners.delete(id);
    this.disks.forget(id);
    return true;
  }

  async removeEnded(now: number): Promise<readonly { team: string; id: string }[]> {
    const ended: { team: string; id: string }[] = [];
    const giveWay = createGiveWay();
    for (const [team, { byId }] of this.#open.teams)
      for (const [id, { endsAt }] of byId) {
        if (endsAt <= now && (await this.removeSandbox(team, id))) ended.push({ team, id });
        const pause = giveWay();
        if (pause) await pause;
      }
    return ended;
  }

  listSandboxes(team: string, query: SandboxQuery): Iterable<readonly SandboxRecord[]> {
    const { metadata, now } = query;
    const data = this.#open.teams.get(team);
    if (!data) return [];
    if (metadata.size > 0)
      return toBatches(select(livingAt(data.index.find(metadata), now), query));
    if (!data.list || !isWithin(data.list, now)) {
      const entries = livingAt([...data.byId.values()], now);
      const ends = entries.map(({ endsAt }) => endsAt);
      data.list = { entries, batches: toBatches(entries), ...spanOf(ends, now) };
    }
    const { entries, batches } = data.list;
    const selected = select(entries, query);
    return selected === entries ? batches : toBatches(selected);
  }

  async close(): Promise<void> {
    this.#contents = undefined;
  }

  #team(team: string): TeamData {
    const data = this.#open.teams.get(team);
    if (!data) throw new Error(`There is no team ${team}.`);
    return data;
  }
}

function put(data: TeamData, entry: Entry): void {
  data.byId.set(entry.record.sandbox.id, entry);
  data.index.add(entry, entry.record.sandbox.metadata);
  data.list = undefined;
}

/** @returns the sandboxes that are alive at a time, in the same order */
function livingAt(entries: readonly Entry[], now: number): readonly Entry[] {
  return entries
    .filter(({ endsAt }) => endsAt > now)
    .sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1));
}

/** @returns the entries with the status of a query, between its offset and its limit; the same array for all */
function select(
  entries: readonly Entry[],
  { status, now, offset = 0, limit = Number.POSITIVE_INFINITY }: SandboxQuery,
): readonly Entry[] {
  const end = offset + limit;
  if (status === undefined)
    return offset === 0 && limit >= entries.length ? entries : entries.slice(offset, end);
  const found: Entry[] = [];
  for (const entry of entries) {
    if (found.length >= end) break;
    if (statusAt(entry.statuses, now) === status) found.push(entry);
  }
  return found.slice(offset);
}

function toBatches(found: readonly Entry[]): List["batches"] {
  const batches: (readonly SandboxRecord[])[] = [];
  for (let start = 0; start < found.length; start += batchSize) {
    const batch = found.slice(start, start + batchSize);
    batches.push(Object.freeze(batch.map(({ record }) => record)));
  }
  return batches;
}

function toEntry(record: SandboxRecord): Entry {
  const copy = deepFreeze(structuredClone(record));
  const { sandbox } = copy;
  const statuses = toStatusColumns(copy);
  return { record: copy, sortKey: sortKey(sandbox), endsAt: endOfLife(copy), statuses };
}

function hasRoom({ byId }: TeamData, { sandboxes, now }: Cap): boolean {
  if (byId.size < sandboxes) return true;
  let living = 0;
  for (const { endsAt } of byId.values()) if (endsAt > now) living += 1;
  return living < sandboxes;
}
