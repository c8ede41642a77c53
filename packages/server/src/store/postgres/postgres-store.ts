import type { Sql } from "postgres";
import type { SandboxRecord } from "../../lifecycle/sandbox-record.ts";
import { PostgresDisks } from "./postgres-disks.ts";
import {
  type Columns,
  type KeyRow,
  type SandboxRow,
  alreadyThere,
  codeOf,
  noSuchRow,
  toColumns,
  toJsonb,
  toKey,
  toRecord,
} from "./columns.ts";
import { PostgresDatabase } from "./postgres-database.ts";
import type { Cap, KeyRecord, SandboxQuery, Store, Team, TokenDraw, TokenGrant } from "../store.ts";

/** Options for `createPostgresStore`. */
export interface PostgresStoreOptions {
  /** The URL of the database, such as `postgres://user:password@host:5432/database`. */
  url: string;
  /**
   * The schema of the tables: a name of lower-case letters, digits and `_`.
   *
   * @default "sandboxes"
   */
  schema?: string;
  /**
   * The maximum number of connections.
   *
   * @default 10
   */
  connections?: number;
  /**
   * The timeout for opening a connection, and for each response of the database, in milliseconds. A call
   * fails after this time and never hangs.
   *
   * @default 10_000
   */
  timeout?: number;
}

/** The maximum number of records per batch of a list. The first batch is smaller, so that it arrives sooner. */
const [firstBatch, batchSize] = [100, 500];

/** The number of sort keys that one query reads from a long filtered list. */
const placesSize = 10_000;

/**
 * Opens a store in PostgreSQL, which any number of servers may share. It creates its schema and tables, or
 * migrates them to the current version.
 *
 * Lists are read in batches, so their length does not affect memory use. The setting `synchronous_commit`
 * of the database decides how durable an acknowledged change is. The next call after a lost connection
 * opens a new one.
 *
 * @throws {Error} if the package `postgres` is not installed, the database cannot be reached in time, the
 * extension btree_gin is not available, or the schema has a newer version
 * @example
 * const store = await createPostgresStore({ url: process.env.DATABASE_URL });
 */
export async function createPostgresStore({
  url,
  schema = "sandboxes",
  connections = 10,
  timeout = 10_000,
}: PostgresStoreOptions): Promise<Store> {
  return new PostgresStore(
    await PostgresDatabase.open({ url, schema, connections, timeout }),
    schema,
  );
}

type Table = "teams" | "keys" | "sandboxes" | "buckets";

/** How long an unused bucket is kept, in milliseconds. It is full long before that. */
const bucketMs = 60_000;

// Each change is one statement.
class PostgresStore implements Store {
  readonly disks: PostgresDisks;
  readonly #database: PostgresDatabase;
  #sweptAt = performance.now();
  readonly #table: Readonly<Record<Table | "addUnderCap" | "drawTokens", string>>;

  constructor(database: PostgresDatabase, schema: string) {
    this.disks = new PostgresDisks(database, schema);
    this.#database = database;
    this.#table = {
      teams: `${schema}.teams`,
      keys: `${schema}.keys`,
      sandboxes: `${schema}.sandboxes`,
      buckets: `${schema}.buckets`,
      addUnderCap: `${schema}.add_under_cap`,
      drawTokens: `${schema}.draw_tokens`,
    };
  }

  async addTeam({ id }: Team): Promise<void> {
    const { count } = await this.#database.ask(
      (sql) =>
        sql`INSERT INTO ${sql(this.#table.teams)} (id) VALUES (${id}) ON CONFLICT DO NOTHING`,
    );
    if (count === 0) throw new Error(`There is a team ${id} already.`);
  }

  async listTeams(): Promise<readonly Team[]> {
    const rows = await this.#database.ask(
      (sql) => sql<Team[]>`SELECT id FROM ${sql(this.#table.teams)} ORDER BY number`,
    );
    return rows.map(({ id }) => ({ id }));
  }

  async addKey({ hash, team, revoked, expiresAt }: KeyRecord): Promise<void> {
    try {
      const { count } = await this.#database.ask(
        (sql) => sql`
          INSERT INTO ${sql(this.#table.keys)} (hash, team_id, revoked, expires_at)
          VALUES (${hash}, ${team}, ${revoked}, ${expiresAt ?? null}) ON CONFLICT DO NOTHING`,
      );
      if (count === 1) return;
    } catch (error) {
      if (codeOf(error) !== noSuchRow) throw error;
      throw new Error(`There is no team ${team}.`, { cause: error });
    }
    await this.#checkTeam(team);
    throw new Error("There is such a key already.");
  }

  async findKey(hash: string): Promise<KeyRecord | undefined> {
    const [row] = await this.#database.ask(
      (sql) => sql<KeyRow[]>`
        SELECT hash, team_id, revoked, expires_at FROM ${sql(this.#table.keys)} WHERE hash = ${hash}`,
    );
    return row && toKey(row);
  }

  async listKeys(team: string): Promise<readonly KeyRecord[]> {
    const rows = await this.#database.ask(
      (sql) => sql<KeyRow[]>`
        SELECT hash, team_id, revoked, expires_at FROM ${sql(this.#table.keys)}
        WHERE team_id = ${team} ORDER BY number`,
    );
    return rows.map(toKey);
  }

  async updateKey(
    hash: string,
    { revoked, expiresAt }: Partial<Pick<KeyRecord, "revoked" | "expiresAt">>,
  ): Promise<boolean> {
    const { count } = await this.#database.ask(
      (sql) => sql`
        UPDATE ${sql(this.#table.keys)}
        SET revoked = coalesce(${revoked ?? null}, revoked),
          expires_at = coalesce(${expiresAt ?? null}, expires_at)
        WHERE hash = ${hash}`,
    );
    return count === 1;
  }

  async addSandbox(record: SandboxRecord, cap?: Cap): Promise<boolean> {
    const { team, sandbox } = record;
    const isCapped = cap !== undefined && cap.sandboxes !== Number.POSITIVE_INFINITY;
    const columns = toColumns(record);
    try {
      return await this.#database.ask(async (sql) => {
        if (isCapped) return await this.#addUnderCap(sql, columns, cap);
        await sql`INSERT INTO ${sql(this.#table.sandboxes)} ${this.#values(sql, columns)}`;
        return true;
      });
    } catch (error) {
      if (codeOf(error) === noSuchRow)
        throw new Error(`There is no team ${team}.`, { cause: error });
      if (codeOf(error) !== alreadyThere) throw error;
      await this.#checkTeam(team);
      throw new Error(`There is a sandbox ${sandbox.id} already.`, { cause: error });
    }
  }

  async findSandbox(team: string, id: string): Promise<SandboxRecord | undefined> {
    const [row] = await this.#database.ask(
      (sql) => sql<SandboxRow[]>`
        SELECT record FROM ${sql(this.#table.sandboxes)} WHERE id = ${id} AND team_id = ${team}`,
    );
    return row && toRecord(row);
  }

  async replaceSandbox(record: SandboxRecord): Promise<boolean> {
    const columns = toColumns(record);
    const { count } = await this.#database.ask(
      (sql) => sql`
        UPDATE ${sql(this.#table.sandboxes)} SET
          sort_key = ${columns.sort_key}, ends_at = ${columns.ends_at}, revision = ${columns.revision},
          metadata = ${columns.metadata}::text::jsonb, record = ${columns.record},
          status = ${columns.status}, next_at = ${columns.next_at}, next_status = ${columns.next_status},
          last_at = ${columns.last_at}, last_status = ${columns.last_status}
        WHERE id = ${columns.id} AND team_id = ${columns.team_id} AND revision = ${columns.revision - 1}`,
    );
    return count === 1;
  }

  async removeSandbox(team: string, id: string): Promise<boolean> {
    const { count } = await this.#database.ask(
      (sql) => sql`
        DELETE FROM ${sql(this.#table.sandboxes)} WHERE id = ${id} AND team_id = ${team}`,
    );
    return count === 1;
  }

  async removeEnded(now: number): Promise<readonly { team: string; id: string }[]> {
    // The locks have a fixed order, so two servers that do this at once cannot deadlock.
    const rows = await this.#database.ask(
      (sql) => sql<{ team_id: string; id: string }[]>`
        DELETE FROM ${sql(this.#table.sandboxes)} WHERE id IN (
          SELECT id FROM ${sql(this.#table.sandboxes)}
          WHERE ends_at <= ${now} AND ends_at < 'Infinity' ORDER BY id FOR UPDATE)
        RETURNING team_id, id`,
    );
    return rows.map(({ team_id: team, id }) => ({ team, id }));
  }

  async *listSandboxes(
    team: string,
    query: SandboxQuery,
  ): AsyncGenerator<readonly SandboxRecord[]> {
    const batches =
      query.metadata.size === 0 ? this.#listAll(team, query) : this.#find(team, query);
    for await (const rows of batches) if (rows.length > 0) yield rows.map(toRecord);
  }

  async drawTokens({ bucket, wanted, returned, perSecond, burst }: TokenDraw): Promise<TokenGrant> {
    if (performance.now() - this.#sweptAt > bucketMs) void this.#sweepBuckets().catch(() => {});
    const [grant] = await this.#database.ask(
      (sql) => sql<TokenGrant[]>`
        SELECT granted, remaining FROM ${sql(this.#table.drawTokens)}(${bucket}, ${wanted}::float8,
          ${returned}::float8, ${perSecond}::float8, ${burst}::float8)`,
    );
    return grant ?? { granted: 0, remaining: 0 };
  }

  async close(): Promise<void> {
    await this.#database.close();
  }

  async #sweepBuckets(): Promise<void> {
    this.#sweptAt = performance.now();
    await this.#database.ask(
      (sql) => sql`
        DELETE FROM ${sql(this.#table.buckets)}
        WHERE at < clock_timestamp() - ${bucketMs / 1000} * interval '1 second'`,
    );
  }

  async #checkTeam(id: string): Promise<void> {
    const { count } = await this.#database.ask(
      (sql) => sql`SELECT 1 FROM ${sql(this.#table.teams)} WHERE id = ${id}`,
    );
    if (count === 0) throw new Error(`There is no team ${id}.`);
  }

  async #addUnderCap(sql: Sql, columns: Columns, { sandboxes, now }: Cap): Promise<boolean> {
    const { id, team_id, sort_key, ends_at, revision, metadata, record } = columns;
    const { status, next_at, next_status, last_at, last_status } = columns;
    // This does not use `sql.begin`: the driver ends the whole process if the connection of a transaction is
    // lost (porsager/postgres#1208).
    const [row] = await sql<{ outcome: string }[]>`
      SELECT ${sql(this.#table.addUnderCap)}(${id}, ${team_id}, ${sort_key}, ${ends_at}::float8,
        ${revision}::integer, ${metadata}::text::jsonb, ${record}, ${status}, ${next_at}::float8,
        ${next_status}, ${last_at}::float8, ${last_status}, ${sandboxes}::float8, ${now}::float8)
        AS outcome`;
    if (row?.outcome === "no team") throw new Error(`There is no team ${team_id}.`);
    if (row?.outcome === "taken") throw new Error(`There is a sandbox ${id} already.`);
    return row?.outcome === "added";
  }

  #values(sql: Sql, columns: Columns): ReturnType<Sql> {
    const { id, team_id, sort_key, ends_at, revision, metadata, record } = columns;
    const { status, next_at, next_status, last_at, last_status } = columns;
    return sql`(id, team_id, sort_key, ends_at, revision, metadata, record,
        status, next_at, next_status, last_at, last_status)
      SELECT ${id}, ${team_id}, ${sort_key}, ${ends_at}::float8, ${revision}::integer,
        ${metadata}::text::jsonb, ${record}, ${status}, ${next_at}::float8, ${next_status},
        ${last_at}::float8, ${last_status}`;
  }

  async *#listAll(team: string, query: SandboxQuery): AsyncGenerator<readonly SandboxRow[]> {
    const { limit: most = Number.POSITIVE_INFINITY, offset = 0 } = query;
    let place = "";
    for (let left = most, skip = offset, size = firstBatch; left > 0; skip = 0, size = batchSize) {
      const limit = Math.min(size, left);
      const rows = await this.#database.ask(
        (sql) => sql<SandboxRow[]>`
          SELECT sort_key, record FROM ${sql(this.#table.sandboxes)}
          WHERE team_id = ${team} AND sort_key > ${place} AND ends_at > ${query.now}
          ${hasStatus(sql, query)} ORDER BY sort_key LIMIT ${limit} OFFSET ${skip}`,
      );
      yield rows;
      if (rows.length < limit) return;
      left -= rows.length;
      place = rows.at(-1)?.sort_key ?? "";
    }
  }

  /** Reads a short list with one query. For a long list, reads the sort keys first, and then the records. */
  async *#find(team: string, query: SandboxQuery): AsyncGenerator<readonly SandboxRow[]> {
    const { limit: most = Number.POSITIVE_INFINITY, offset = 0 } = query;
    const size = Math.min(firstBatch, most);
    const first = await this.#database.ask(
      (sql) => sql<SandboxRow[]>`SELECT sort_key, record FROM ${this.#matches(sql, team, query)}
        ORDER BY ${inOrder(sql)} LIMIT ${size} OFFSET ${offset}`,
    );
    yield first;
    let left = most - first.length;
    let place = first.length < size ? undefined : first.at(-1)?.sort_key;
    while (place !== undefined && left > 0) {
      const after: string = place;
      const limit = Math.min(placesSize, left);
      const places = await this.#database.ask(
        (sql) => sql<{ sort_key: string }[]>`
          SELECT sort_key FROM ${this.#matches(sql, team, query)} AND sort_key > ${after}
          ORDER BY ${inOrder(sql)} LIMIT ${limit}`,
      );
      for (let start = 0; start < places.length; start += batchSize) {
        const some = places.slice(start, start + batchSize).map(({ sort_key }) => sort_key);
        yield await this.#database.ask(
          (sql) => sql<SandboxRow[]>`
            SELECT sort_key, record FROM ${this.#matches(sql, team, query)}
            AND sort_key IN (SELECT jsonb_array_elements_text(${JSON.stringify(some)}::text::jsonb))
            ORDER BY sort_key`,
        );
      }
      left -= places.length;
      place = places.length < limit ? undefined : places.at(-1)?.sort_key;
    }
  }

  #matches(sql: Sql, team: string, query: SandboxQuery): ReturnType<Sql> {
    return sql`${sql(this.#table.sandboxes)}
      WHERE team_id = ${team} AND metadata @> ${toJsonb(query.metadata)}::text::jsonb
      AND ends_at > ${query.now} ${hasStatus(sql, query)}`;
  }
}

/** Limits a query to the sandboxes that have a status at a time. */
function hasStatus(sql: Sql, { status, now }: SandboxQuery): ReturnType<Sql> {
  if (status === undefined) return sql``;
  return sql`AND CASE WHEN next_at > ${now} THEN status
    WHEN last_at > ${now} THEN next_status ELSE last_status END = ${status}`;
}

/** Prevents the use of an index for the order: the planner would scan a whole team for the first few matches. */
function inOrder(sql: Sql): ReturnType<Sql> {
  return sql`sort_key || ''`;
}
