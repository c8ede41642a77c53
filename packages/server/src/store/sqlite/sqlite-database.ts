import type * as sqlite from "node:sqlite";
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { LockQueue, isBusy } from "./lock-queue.ts";
import { createPrivateFile, fileOf, makePrivate } from "./private-file.ts";

/** A row, by column name. */
export type Row = Readonly<Record<string, unknown>>;

/** Options for opening a file. */
export interface SqliteFileOptions {
  readonly path: string;
  readonly synchronous: "normal" | "full";
  /** How long to wait while another process locks the file, in milliseconds. */
  readonly busyTimeout: number;
}

/** "sdbx": identifies the files of this store. */
const applicationId = 0x73_64_62_78;

/** The maximum number of cached values of each kind. Most requests use a few teams and keys. */
const mostKept = 100;

/** The kinds of cached values: the record of a key by its hash, the start of a list by its team. */
type Kind = "key" | "list";

/**
 * Returns a different value after another connection has changed the file
 * (https://sqlite.org/pragma.html#pragma_data_version).
 */
const askVersion = "PRAGMA data_version";

/** Migrations. The one at index n migrates a file from version n to version n + 1. */
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

  -- The record is JSON. The other columns are copies of its values for searches.
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

  -- A key and a value of the metadata, with the number of sandboxes that have them.
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
  `
  -- Older versions stored the content of files in the disk itself. Those disks cannot be read.
  DELETE FROM disks;
  CREATE TABLE disk_pieces (
    number INTEGER PRIMARY KEY,
    sandbox INTEGER NOT NULL REFERENCES sandboxes ON DELETE CASCADE,
    piece INTEGER NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (sandbox, piece)
  ) STRICT;

  -- Times are in milliseconds since the epoch.
  CREATE TABLE disk_leases (
    sandbox INTEGER PRIMARY KEY REFERENCES sandboxes ON DELETE CASCADE,
    holder TEXT NOT NULL,
    expires_at REAL NOT NULL,
    wanted_until REAL NOT NULL
  ) STRICT;
  `,
  `
  -- The statuses of a sandbox over time, so that lists can search for one. 9e999 is infinity.
  ALTER TABLE sandboxes ADD COLUMN status TEXT NOT NULL DEFAULT '';
  ALTER TABLE sandboxes ADD COLUMN next_at REAL NOT NULL DEFAULT 9e999;
  ALTER TABLE sandboxes ADD COLUMN next_status TEXT NOT NULL DEFAULT '';
  ALTER TABLE sandboxes ADD COLUMN last_at REAL NOT NULL DEFAULT 9e999;
  ALTER TABLE sandboxes ADD COLUMN last_status TEXT NOT NULL DEFAULT '';
  UPDATE sandboxes SET status = record ->> '$.sandbox.status';
  UPDATE sandboxes SET next_status = status, last_status = status;
  UPDATE sandboxes SET next_at = record ->> '$.timeout.at', next_status = 'paused', last_status = 'paused'
  WHERE status = 'active' AND record ->> '$.timeout.at' IS NOT NULL;
  UPDATE sandboxes SET next_at = record ->> '$.activeAt', next_status = 'active', last_status = 'active'
  WHERE status = 'resuming' AND record ->> '$.activeAt' IS NOT NULL;
  UPDATE sandboxes SET last_at = record ->> '$.timeout.at', last_status = 'paused'
  WHERE status = 'resuming' AND record ->> '$.timeout.at' IS NOT NULL;
  `,
];

/** Counts the changes that this process has made, through any connection and to any file. */
let changes = 0;

/** A SQLite file, with cached prepared statements and transactions. */
export class SqliteDatabase {
  /** Runs work that may find the file locked by another process. */
  readonly queue: LockQueue;
  readonly #statements = new Map<string, StatementSync>();
  /** Values read from the file at the version below, by kind and name. A joined name would be hashed anew. */
  readonly #kept: Readonly<Record<Kind, Map<string, { readonly value: unknown }>>> = {
    key: new Map(),
    list: new Map(),
  };
  #keptVersion: unknown;
  /** Whether the version was read in this turn of the event loop, and the number of changes before that. */
  #isCurrent = false;
  #readAfter = 0;
  #database: DatabaseSync | undefined;

  /** @throws {Error} if the file cannot be opened, or does not belong to this store */
  static async open(options: SqliteFileOptions): Promise<SqliteDatabase> {
    const { DatabaseSync } = await loadSqlite();
    const { path, busyTimeout } = options;
    const file = fileOf(path);
    if (file !== undefined) createPrivateFile(file);
    let database: DatabaseSync | undefined;
    try {
      database = new DatabaseSync(path);
      await prepareFile(database, options);
      if (file !== undefined) makePrivate(file);
      return new SqliteDatabase(database, busyTimeout);
    } catch (cause) {
      database?.close();
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`The store ${path || '""'} cannot be opened: ${reason}.`, { cause });
    }
  }

  private constructor(database: DatabaseSync, busyTimeout: number) {
    this.queue = new LockQueue(busyTimeout);
    this.#database = database;
    const statement = this.#prepare(askVersion);
    // Arrays are faster to create than objects, but not every Node version with SQLite supports them.
    if ("setReturnArrays" in statement) statement.setReturnArrays(true);
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepare(sql).get(...values);
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#prepare(sql).all(...values);
  }

  /** @returns the number of rows changed */
  run(sql: string, ...values: SQLInputValue[]): number {
    this.#forget();
    changes += 1;
    return Number(this.#prepare(sql).run(...values).changes);
  }

  /** Runs reads that all see the same state of the file. */
  read<T>(work: () => T): T {
    return this.#transact("BEGIN", work);
  }

  /** Runs changes atomically. Only one process that has the file open changes it at a time. */
  write<T>(work: () => T): T {
    this.#forget();
    changes += 1;
    return this.#transact("BEGIN IMMEDIATE", work);
  }

  /**
   * Reads a value again only if the file has changed since the last read, through any connection. It checks
   * for changes by other processes once per turn of the event loop, so they become visible in the next turn.
   * Changes by this process are visible immediately.
   *
   * @param name identifies the value among those of its kind
   * @param isGood returns whether the cached value is still valid if the file has not changed
   */
  reread<T>(
    kind: Kind,
    name: string,
    read: () => T,
    isGood: (value: T) => boolean = () => true,
  ): T {
    if (!this.#isCurrent || this.#readAfter !== changes) this.#readVersion();
    const values = this.#kept[kind];
    const kept = values.get(name) as { readonly value: T } | undefined;
    if (kept && isGood(kept.value)) return kept.value;
    if (values.size >= mostKept) values.clear();
    const value = read();
    values.set(name, { value });
    return value;
  }

  #forget(): void {
    for (const values of Object.values(this.#kept)) values.clear();
  }

  #readVersion(): void {
    const [version] = Object.values(this.#prepare(askVersion).get() ?? {});
    if (version !== this.#keptVersion) this.#forget();
    this.#keptVersion = version;
    this.#readAfter = changes;
    if (this.#isCurrent) return;
    this.#isCurrent = true;
    setImmediate(() => (this.#isCurrent = false));
  }

  close(): void {
    this.#statements.clear();
    this.#forget();
    this.#database?.close();
    this.#database = undefined;
  }

  // The work contains no `await`, so nothing else in this process runs during it.
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
        // SQLite has already rolled back, for example because the disk is full. The first error is more useful.
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

/** Migrates a file to the current version, and waits while other connections lock it. */
async function prepareFile(database: DatabaseSync, options: SqliteFileOptions): Promise<void> {
  // SQLite would block the event loop while it waits.
  database.exec("PRAGMA busy_timeout = 0");
  const deadline = performance.now() + options.busyTimeout;
  for (;;) {
    try {
      migrate(database, options);
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
      await sleep(2);
    }
  }
}

function migrate(database: DatabaseSync, { synchronous }: SqliteFileOptions): void {
  const pragma = (name: string): unknown =>
    Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  checkOrigin(database, pragma);
  enterWal(pragma);
  database.exec(`PRAGMA synchronous = ${synchronous}; PRAGMA foreign_keys = on`);
  database.exec("BEGIN IMMEDIATE");
  try {
    // No other connection can migrate the file from here on.
    const version = checkOrigin(database, pragma);
    for (const migration of migrations.slice(version)) database.exec(migration);
    if (version < migrations.length)
      database.exec(
        `PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`,
      );
    database.exec("COMMIT");
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

function rollBack(database: DatabaseSync): void {
  try {
    database.exec("ROLLBACK");
  } catch {
    // SQLite has already rolled back, for example because the disk is full.
  }
}

/** Lets one process write while others read. Has no effect on a database in memory, which has one connection. */
function enterWal(pragma: (name: string) => unknown): void {
  const mode = pragma("journal_mode = wal");
  // If SQLite cannot switch, only its result says so
  // (https://sqlite.org/wal.html#activating_and_configuring_wal_mode).
  if (mode !== "wal" && mode !== "memory")
    throw new Error(
      `SQLite cannot use WAL mode for it, and stays in the mode ${String(mode)}; choose a file on a local disk`,
    );
}

/** @returns the version of the file: the number of migrations that have run */
function checkOrigin(database: DatabaseSync, pragma: (name: string) => unknown): number {
  const version = Number(pragma("user_version"));
  const isOwn = pragma("application_id") === applicationId;
  const isEmpty = database.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
  if (!isOwn && !isEmpty) throw new Error("it is the SQLite file of another program");
  if (version > migrations.length)
    throw new Error(
      `it was written by a newer version of @sandboxes/server (schema ${version}, this one knows ${migrations.length})`,
    );
  return version;
}
