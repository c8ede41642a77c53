import type * as sqlite from "node:sqlite";
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";

/** What a row is read as. */
export type Row = Readonly<Record<string, unknown>>;

/** How to open a file. */
export interface SqliteFileOptions {
  readonly path: string;
  readonly synchronous: "normal" | "full";
  /** How long to wait for another process that writes, in milliseconds. */
  readonly busyTimeout: number;
}

/** "sdbx": tells a file of this store from any other one of SQLite. */
const applicationId = 0x73_64_62_78;

/** The most that is kept of what was read. A few teams and keys come again and again. */
const mostKept = 100;

/** Answered with another value once another connection has changed the file (https://sqlite.org/pragma.html#pragma_data_version). */
const askVersion = "PRAGMA data_version";

/** Each brings a file from the version that is its place in this list to the next one. */
const migrations: readonly string[] = [
  `
  CREATE TABLE teams (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE keys (
    number INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    team INTEGER NOT NULL REFERENCES teams,
    revoked INTEGER NOT NULL,
    expires_at REAL
  ) STRICT;
  CREATE INDEX keys_by_team ON keys (team, number);

  -- The record is JSON; the columns beside it repeat what is searched for.
  CREATE TABLE sandboxes (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    team INTEGER NOT NULL REFERENCES teams,
    sort_key TEXT NOT NULL,
    ends_at REAL NOT NULL,
    revision INTEGER NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX sandboxes_in_order ON sandboxes (team, sort_key);
  CREATE INDEX sandboxes_by_end ON sandboxes (team, ends_at);

  -- A key of the metadata with a value, and how many sandboxes hold it.
  CREATE TABLE pairs (
    number INTEGER PRIMARY KEY,
    team INTEGER NOT NULL REFERENCES teams,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    holders INTEGER NOT NULL,
    UNIQUE (team, key, value)
  ) STRICT;
  CREATE TABLE holders (
    pair INTEGER NOT NULL,
    sort_key TEXT NOT NULL,
    PRIMARY KEY (pair, sort_key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE disks (
    sandbox INTEGER PRIMARY KEY REFERENCES sandboxes ON DELETE CASCADE,
    content BLOB NOT NULL
  ) STRICT;
  `,
];

/** A file of SQLite: statements that are prepared once, and transactions. */
export class SqliteDatabase {
  readonly #statements = new Map<string, StatementSync>();
  /** What was read of the file when it had the version below, by name. */
  readonly #kept = new Map<string, { readonly value: unknown }>();
  #keptVersion: unknown;
  #database: DatabaseSync | undefined;

  /** @throws {Error} when the file cannot be opened, or is none of this store */
  static async open(options: SqliteFileOptions): Promise<SqliteDatabase> {
    const { DatabaseSync } = await loadSqlite();
    let database: DatabaseSync | undefined;
    try {
      database = new DatabaseSync(options.path);
      await prepareFile(database, options);
      return new SqliteDatabase(database);
    } catch (cause) {
      database?.close();
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`The store ${options.path || '""'} cannot be opened: ${reason}.`, { cause });
    }
  }

  private constructor(database: DatabaseSync) {
    this.#database = database;
    const statement = this.#prepare(askVersion);
    // An array is made in less time than an object; not every Node that has SQLite can.
    if ("setReturnArrays" in statement) statement.setReturnArrays(true);
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepare(sql).get(...values);
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#prepare(sql).all(...values);
  }

  /** @returns how many rows were changed */
  run(sql: string, ...values: SQLInputValue[]): number {
    this.#kept.clear();
    return Number(this.#prepare(sql).run(...values).changes);
  }

  /** Sees one state of the file throughout. */
  read<T>(work: () => T): T {
    return this.#transact("BEGIN", work);
  }

  /** Changes all or nothing, and one at a time, among all processes that have the file open. */
  write<T>(work: () => T): T {
    this.#kept.clear();
    return this.#transact("BEGIN IMMEDIATE", work);
  }

  /**
   * Reads something anew only when the file has changed since it was read last, whoever has changed it.
   *
   * @param name what is read
   * @param isGood whether what was read last still is an answer, should nothing have changed
   */
  reread<T>(name: string, read: () => T, isGood: (value: T) => boolean = () => true): T {
    const [version] = Object.values(this.#prepare(askVersion).get() ?? {});
    if (version !== this.#keptVersion) this.#kept.clear();
    this.#keptVersion = version;
    const kept = this.#kept.get(name) as { readonly value: T } | undefined;
    if (kept && isGood(kept.value)) return kept.value;
    if (this.#kept.size >= mostKept) this.#kept.clear();
    const value = read();
    this.#kept.set(name, { value });
    return value;
  }

  close(): void {
    this.#statements.clear();
    this.#kept.clear();
    this.#database?.close();
    this.#database = undefined;
  }

  // The work has no `await`: nobody else of this process comes between.
  #transact<T>(begin: string, work: () => T): T {
    this.#prepare(begin).run();
    try {
      const result = work();
      this.#prepare("COMMIT").run();
      return result;
    } catch (error) {
      try {
        this.#prepare("ROLLBACK").run();
      } catch {
        // SQLite itself has rolled back, as it does when the disk is full. The first error tells more.
      }
      throw error;
    }
  }

  #prepare(sql: string): StatementSync {
    if (!this.#database) throw new Error("The store is closed.");
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#database.prepare(sql)));
    return statement;
  }
}

async function loadSqlite(): Promise<typeof sqlite> {
  try {
    return await import("node:sqlite");
  } catch (cause) {
    throw new Error(
      "The SQLite store needs node:sqlite, which this runtime does not have. Use Node 22.13 or newer, or another store.",
      { cause },
    );
  }
}

async function prepareFile(database: DatabaseSync, options: SqliteFileOptions): Promise<void> {
  const pragma = (name: string): unknown =>
    Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  database.exec(`PRAGMA busy_timeout = ${Math.trunc(options.busyTimeout)}`);
  checkOrigin(database, pragma);
  await enterWal(pragma, options);
  database.exec(`PRAGMA synchronous = ${options.synchronous}; PRAGMA foreign_keys = on`);
  database.exec("BEGIN IMMEDIATE");
  // Only now it is sure that nobody else is about to migrate.
  const version = checkOrigin(database, pragma);
  for (const migration of migrations.slice(version)) database.exec(migration);
  if (version < migrations.length)
    database.exec(
      `PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`,
    );
  database.exec("COMMIT");
}

/** Lets one process write while others read. What is in memory belongs to one alone, and stays as it is. */
async function enterWal(
  pragma: (name: string) => unknown,
  { busyTimeout }: SqliteFileOptions,
): Promise<void> {
  const deadline = Date.now() + busyTimeout;
  for (;;) {
    try {
      const mode = pragma("journal_mode = wal");
      if (mode === "wal" || mode === "memory") return;
      // Where it cannot, SQLite says so by its answer alone (https://sqlite.org/wal.html#activating_and_configuring_wal_mode).
      throw new Error(
        `it cannot be kept in WAL mode (SQLite stays with ${String(mode)}); choose a file on a local disk`,
      );
    } catch (error) {
      // Two that open a new file at once both want it alone for this, and SQLite waits for neither.
      if (!isBusy(error) || Date.now() > deadline) throw error;
      await setTimeout(1);
    }
  }
}

/** @returns how many migrations the file has seen */
function checkOrigin(database: DatabaseSync, pragma: (name: string) => unknown): number {
  const version = Number(pragma("user_version"));
  const isOwn = pragma("application_id") === applicationId;
  const isEmpty = database.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
  if (!isOwn && !isEmpty) throw new Error("it is a SQLite file of something else");
  if (version > migrations.length)
    throw new Error(
      `it was written by a newer version of @sandboxes/server (schema ${version}, this one knows ${migrations.length})`,
    );
  return version;
}

function isBusy(error: unknown): boolean {
  // SQLITE_BUSY, https://sqlite.org/rescode.html
  return error instanceof Error && "errcode" in error && (Number(error.errcode) & 0xff) === 5;
}
