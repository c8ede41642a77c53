import type { SQLInputValue } from "node:sqlite";
import type { SandboxRecord } from "../../lifecycle/sandbox-record.ts";
import { type MaybePromise, isPromise } from "../../maybe-promise.ts";
import { nextTurn } from "../../next-turn.ts";
import { deepFreeze } from "../memory/deep-freeze.ts";
import { escapeText } from "../escape-text.ts";
import { endOfLife } from "../lifetime.ts";
import { sortKey } from "../sort-key.ts";
import { toStatusColumns } from "../status-columns.ts";
import { difference } from "./pair-difference.ts";
import { beginList, followLater, teamNumber, toRecord } from "./read-list.ts";
import { type Row, SqliteDatabase } from "./sqlite-database.ts";
import { SqliteDisks } from "./sqlite-disks.ts";
import type { Cap, KeyRecord, SandboxQuery, Store, Team } from "../store.ts";

/** Options for `createSqliteStore`. */
export interface SqliteStoreOptions {
  /** The path of the file. Its folder must exist. A missing file is created. `:memory:` uses no file. */
  path: string;
  /**
   * The guarantee after a loss of power. With `"normal"`, the most recent changes may be lost, but the file
   * stays valid. With `"full"`, no acknowledged change is lost, and each change waits for the disk. A killed
   * process loses nothing in either mode (https://sqlite.org/pragma.html#pragma_synchronous).
   *
   * @default "normal"
   */
  synchronous?: "normal" | "full";
  /**
   * How long a call waits while another process locks the file, in milliseconds. The wait does not block
   * the event loop. After that the call fails with a `StoreUnavailableError`, and the API responds with 503.
   *
   * @default 5000
   */
  busyTimeout?: number;
}

/** The maximum number of sandboxes that one transaction of a sweep removes. */
const sweepSize = 100;

/**
 * Opens a store in a SQLite file, which several processes may have open at once.
 *
 * The cost of a list depends on the length of the result, or on the frequency of the rarest pair. Lists are
 * read in batches, so their length does not affect memory use.
 *
 * @throws {Error} if the runtime has no `node:sqlite` (Node ≥ 22.13 has it), or the file cannot be opened,
 * belongs to another program, or has a newer version; the message says which
 * @example
 * const store = await createSqliteStore({ path: "sandboxes.db" });
 */
export async function createSqliteStore({
  path,
  synchronous = "normal",
  busyTimeout = 5000,
}: SqliteStoreOptions): Promise<Store> {
  return new SqliteStore(await SqliteDatabase.open({ path, synchronous, busyTimeout }));
}

class SqliteStore implements Store {
  readonly disks: SqliteDisks;
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.disks = new SqliteDisks(database);
    this.#database = database;
  }

  async addTeam({ id }: Team): Promise<void> {
    const sql = "INSERT INTO teams (id) VALUES (?) ON CONFLICT DO NOTHING";
    if ((await this.#run(sql, id)) === 0) throw new Error(`There is a team ${id} already.`);
  }

  async listTeams(): Promise<readonly Team[]> {
    const rows = await this.#all("SELECT id FROM teams ORDER BY number");
    return rows.map(({ id }) => ({ id: id as string }));
  }

  async addKey({ hash, team, revoked, expiresAt }: KeyRecord): Promise<void> {
    await this.#write(() => {
      const number = this.#team(team);
      const sql =
        "INSERT INTO keys (hash, team, revoked, expires_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
      if (this.#database.run(sql, hash, number, Number(revoked), expiresAt ?? null) === 0)
        throw new Error("There is such a key already.");
    });
  }

  findKey(hash: string): MaybePromise<KeyRecord | undefined> {
    return this.#database.queue.read(() =>
      this.#database.reread("key", hash, () => {
        const row = this.#database.get(`${selectKey} WHERE hash = ?`, hash);
        return row && deepFreeze(toKey(row));
      }),
    );
  }

  async listKeys(team: string): Promise<readonly KeyRecord[]> {
    const sql = `${selectKey} WHERE team = ${teamNumber} ORDER BY keys.number`;
    return (await this.#all(sql, team)).map(toKey);
  }

  async updateKey(
    hash: string,
    { revoked, expiresAt }: Partial<Pick<KeyRecord, "revoked" | "expiresAt">>,
  ): Promise<boolean> {
    const sql =
      "UPDATE keys SET revoked = coalesce(?, revoked), expires_at = coalesce(?, expires_at) WHERE hash = ?";
    const flag = revoked === undefined ? null : Number(revoked);
    return (await this.#run(sql, flag, expiresAt ?? null, hash)) === 1;
  }

  async addSandbox(record: SandboxRecord, cap?: Cap): Promise<boolean> {
    const { sandbox, revision } = record;
    const { id, metadata } = sandbox;
    const [place, end, json] = [sortKey(sandbox), endOfLife(record), JSON.stringify(record)];
    const statuses = statusValues(record);
    return await this.#write(() => {
      const team = this.#team(record.team);
      if (this.#database.get("SELECT 1 FROM sandboxes WHERE id = ?", id))
        throw new Error(`There is a sandbox ${id} already.`);
      if (cap && !this.#hasRoom(team, cap)) return false;
      const sql = `INSERT INTO sandboxes (id, team, sort_key, ends_at, revision, record,
        status, next_at, next_status, last_at, last_status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
      this.#database.run(sql, id, team, place, end, revision, json, ...statuses);
      for (const pair of Object.entries(metadata)) this.#addHolder(team, pair, place);
      return true;
    });
  }

  async findSandbox(team: string, id: string): Promise<SandboxRecord | undefined> {
    const sql = `SELECT record FROM sandboxes WHERE id = ? AND team = ${teamNumber}`;
    const row = await this.#database.queue.read(() => this.#database.get(sql, id, team));
    return row && toRecord(row);
  }

  async replaceSandbox(record: SandboxRecord): Promise<boolean> {
    const { sandbox, revision } = record;
    const [place, end, json] = [sortKey(sandbox), endOfLife(record), JSON.stringify(record)];
    const statuses = statusValues(record);
    return await this.#write(() => {
      const row = this.#database.get(
        `SELECT number, team, sort_key, record FROM sandboxes WHERE id = ? AND revision = ? AND team = ${teamNumber}`,
        sandbox.id,
        revision - 1,
        record.team,
      );
      if (!row) return false;
      this.#database.run(
        `UPDATE sandboxes SET sort_key = ?, ends_at = ?, revision = ?, record = ?,
        status = ?, next_at = ?, next_status = ?, last_at = ?, last_status = ? WHERE number = ?`,
        place,
        end,
        revision,
        json,
        ...statuses,
        row["number"] as number,
      );
      const [team, placeBefore] = [row["team"] as number, row["sort_key"] as string];
      const before = toRecord(row).sandbox.metadata;
      const [left, come] = difference(before, sandbox.metadata, place === placeBefore);
      for (const pair of left) this.#removeHolder(team, pair, placeBefore);
      for (const pair of come) this.#addHolder(team, pair, place);
      return true;
    });
  }

  async removeSandbox(team: string, id: string): Promise<boolean> {
    return await this.#write(() => {
      const sql = `DELETE FROM sandboxes WHERE id = ? AND team = ${teamNumber} RETURNING team, sort_key, record`;
      const row = this.#database.get(sql, id, team);
      if (row) this.#forget(row);
      return row !== undefined;
    });
  }

  async removeEnded(now: number): Promise<readonly { team: string; id: string }[]> {
    const ended: { team: string; id: string }[] = [];
    for (;;) {
      const batch = await this.#write(() => this.#removeSome(now));
      ended.push(...batch);
      if (batch.length < sweepSize) return ended;
      // Between two batches, the server handles other requests and other processes can write.
      await nextTurn();
    }
  }

  listSandboxes(
    team: string,
    query: SandboxQuery,
  ): Iterable<readonly SandboxRecord[]> | AsyncIterable<readonly SandboxRecord[]> {
    const list = this.#database.queue.read(() => beginList(this.#database, team, query));
    return isPromise(list) ? followLater(list) : list;
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  #removeSome(now: number): { team: string; id: string }[] {
    // A CROSS JOIN is taken from left to right: the index is searched team by team.
    const ended = this.#database.all(
      `SELECT sandboxes.number, teams.id AS owner, sandboxes.id, team, sort_key, record
      FROM teams CROSS JOIN sandboxes ON team = teams.number AND ends_at <= ? LIMIT ?`,
      now,
      sweepSize,
    );
    for (const row of ended) {
      this.#database.run("DELETE FROM sandboxes WHERE number = ?", row["number"] as number);
      this.#forget(row);
    }
    return ended.map(({ owner, id }) => ({ team: owner as string, id: id as string }));
  }

  async #all(sql: string, ...values: SQLInputValue[]): Promise<Row[]> {
    return await this.#database.queue.read(() => this.#database.all(sql, ...values));
  }

  async #run(sql: string, ...values: SQLInputValue[]): Promise<number> {
    return await this.#database.queue.change(() => this.#database.run(sql, ...values));
  }

  async #write<T>(work: () => T): Promise<T> {
    return await this.#database.queue.change(() => this.#database.write(work));
  }

  #team(id: string): number {
    const row = this.#database.get("SELECT number FROM teams WHERE id = ?", id);
    if (!row) throw new Error(`There is no team ${id}.`);
    return row["number"] as number;
  }

  #hasRoom(team: number, { sandboxes, now }: Cap): boolean {
    if (sandboxes === Number.POSITIVE_INFINITY) return true;
    const sql =
      "SELECT count(*) AS living FROM (SELECT 1 FROM sandboxes WHERE team = ? AND ends_at > ? LIMIT ?)";
    return Number(this.#database.get(sql, team, now, sandboxes)?.["living"]) < sandboxes;
  }

  #addHolder(team: number, [key, value]: readonly [string, string], place: string): void {
    const sql = `INSERT INTO pairs (team, key, value, holders) VALUES (?, ?, ?, 1)
      ON CONFLICT DO UPDATE SET holders = holders + 1 RETURNING number`;
    const pair = this.#database.get(sql, team, escapeText(key), escapeText(value))?.["number"];
    this.#database.run("INSERT INTO holders (pair, sort_key) VALUES (?, ?)", Number(pair), place);
  }

  #removeHolder(team: number, [key, value]: readonly [string, string], place: string): void {
    const sql = `UPDATE pairs SET holders = holders - 1
      WHERE team = ? AND key = ? AND value = ? RETURNING number, holders`;
    const row = this.#database.get(sql, team, escapeText(key), escapeText(value));
    const pair = Number(row?.["number"]);
    this.#database.run("DELETE FROM holders WHERE pair = ? AND sort_key = ?", pair, place);
    if (row?.["holders"] === 0) this.#database.run("DELETE FROM pairs WHERE number = ?", pair);
  }

  /** Removes a deleted sandbox from the index. */
  #forget(row: Row): void {
    const [team, place] = [row["team"] as number, row["sort_key"] as string];
    for (const pair of Object.entries(toRecord(row).sandbox.metadata))
      this.#removeHolder(team, pair, place);
  }
}

const selectKey =
  "SELECT hash, teams.id AS team, revoked, expires_at FROM keys JOIN teams ON teams.number = keys.team";

function toKey({ hash, team, revoked, expires_at }: Row): KeyRecord {
  const end = expires_at === null ? {} : { expiresAt: expires_at as number };
  return { hash: hash as string, team: team as string, revoked: revoked === 1, ...end };
}

function statusValues(record: SandboxRecord): SQLInputValue[] {
  const { status, next_at, next_status, last_at, last_status } = toStatusColumns(record);
  return [status, next_at, next_status, last_at, last_status];
}
