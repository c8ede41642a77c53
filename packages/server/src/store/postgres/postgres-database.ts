import type postgres from "postgres";
import type { Sql } from "postgres";
import { nextTurn } from "../../next-turn.ts";
import { isOutage, reasonOf } from "./outage.ts";
import { migrate } from "./postgres-schema.ts";
import { StoreUnavailableError } from "../store-unavailable-error.ts";

/** Options for opening a database. */
export interface PostgresOptions {
  readonly url: string;
  readonly schema: string;
  readonly connections: number;
  /** In milliseconds. */
  readonly timeout: number;
}

/** A PostgreSQL database. It replaces lost connections, and no call hangs. */
export class PostgresDatabase {
  readonly #connect: () => Sql;
  readonly #timeout: number;
  #sql: Sql | undefined;

  /** @throws {Error} if the database cannot be reached in time, or an option is not valid */
  static async open(options: PostgresOptions): Promise<PostgresDatabase> {
    const { url, schema, timeout } = options;
    if (!/^postgres(ql)?:\/\//.test(url))
      throw new Error(
        "The url is not one of PostgreSQL, such as postgres://user:password@host:5432/database.",
      );
    if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema))
      throw new Error(
        `The schema "${schema}" is not a name of lower-case letters, digits and "_".`,
      );
    const driver = await loadDriver();
    const database = new PostgresDatabase(() => connect(driver, options), timeout);
    try {
      await database.ask(async (sql) => await migrate(sql, schema));
      return database;
    } catch (cause) {
      await database.close();
      const isWrapped = StoreUnavailableError.isInstance(cause) && cause.cause !== undefined;
      const reason = reasonOf(isWrapped ? cause.cause : cause).replace(/\.$/, "");
      throw new Error(`The store in PostgreSQL cannot be opened: ${reason}.`, { cause });
    }
  }

  private constructor(connectNow: () => Sql, timeout: number) {
    this.#connect = connectNow;
    this.#timeout = timeout;
    this.#sql = connectNow();
  }

  /**
   * Runs statements on a connection.
   *
   * @throws {StoreUnavailableError} if the database cannot be reached, or does not respond in time
   */
  async ask<T>(question: (sql: Sql) => PromiseLike<T>): Promise<T> {
    const sql = this.#sql;
    if (!sql) throw new Error("The store is closed.");
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      // The database cancels the statement earlier, unless the connection is lost.
      timer = setTimeout(() => {
        reject(new StoreUnavailableError(`PostgreSQL did not answer within ${this.#timeout} ms.`));
        this.#abandon(sql);
      }, this.#timeout * 1.2);
    });
    try {
      return await Promise.race([question(sql), late]);
    } catch (cause) {
      if (!isOutage(cause)) throw cause;
      throw new StoreUnavailableError(`PostgreSQL cannot be used now: ${reasonOf(cause)}`, {
        cause,
      });
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    const sql = this.#sql;
    this.#sql = undefined;
    await sql?.end({ timeout: this.#timeout / 1000 });
  }

  /** Drops connections that no longer respond, so that the next call opens new ones. */
  #abandon(sql: Sql): void {
    if (this.#sql === sql) this.#sql = this.#connect();
    // The driver throws if a connection ends before it has written what it holds back in this turn.
    void nextTurn().then(() => sql.end({ timeout: 0 }));
  }
}

function connect(driver: typeof postgres, { url, connections, timeout }: PostgresOptions): Sql {
  try {
    return driver(url, {
      max: connections,
      connect_timeout: timeout / 1000,
      connection: { application_name: "@sandboxes/server", statement_timeout: timeout },
      // Seconds, by the number of failed attempts.
      backoff: (attempts) => Math.min(2 ** attempts / 20, 1),
      fetch_types: false,
      onnotice: () => {},
    });
  } catch {
    // The driver's error would show the URL with its password.
    throw new Error(
      "The url cannot be read: is every part of it percent-encoded where it has to be?",
    );
  }
}

async function loadDriver(): Promise<typeof postgres> {
  try {
    return (await import("postgres")).default;
  } catch (cause) {
    throw new Error("The PostgreSQL store needs the package postgres: npm install postgres.", {
      cause,
    });
  }
}
