import type { Helper, Sql } from "postgres";
import type { DiskStore, LeaseState, SaveDiskOptions } from "../disk-store.ts";
import type { PostgresDatabase } from "./postgres-database.ts";

/** PostgreSQL's code for a reference to a missing row. */
const noSuchRow = "23503";

/** Stores disks in PostgreSQL. Leases use the clock of the database, which all servers share. */
export class PostgresDisks implements DiskStore {
  readonly #database: PostgresDatabase;
  readonly #schema: string;

  constructor(database: PostgresDatabase, schema: string) {
    this.#database = database;
    this.#schema = schema;
  }

  async lease(team: string, id: string, holder: string, ms: number): Promise<LeaseState> {
    return await this.#ask(async (sql) => {
      const leases = this.#table(sql, "disk_leases");
      const [row] = await sql<{ is_wanted: boolean }[]>`
        INSERT INTO ${leases} AS lease (sandbox_id, holder, expires_at, wanted_until)
        SELECT id, ${holder}, clock_timestamp() + ${ms}::float8 * interval '1 ms', '-infinity'
        FROM ${this.#table(sql, "sandboxes")} WHERE id = ${id} AND team_id = ${team}
        ON CONFLICT (sandbox_id) DO UPDATE SET
          holder = excluded.holder, expires_at = excluded.expires_at,
          wanted_until = CASE WHEN lease.holder = excluded.holder
            THEN lease.wanted_until ELSE excluded.wanted_until END
        WHERE lease.holder = excluded.holder OR lease.expires_at <= clock_timestamp()
        RETURNING wanted_until > clock_timestamp() AS is_wanted`;
      if (row) return row.is_wanted ? "wanted" : "mine";
      await sql`
        UPDATE ${leases} SET wanted_until = clock_timestamp() + ${ms}::float8 * interval '1 ms'
        WHERE sandbox_id = ${id}`;
      return "taken";
    }, "taken");
  }

  async release(_: string, id: string, holder: string): Promise<void> {
    await this.#database.ask(
      (sql) => sql`
        DELETE FROM ${this.#table(sql, "disk_leases")}
        WHERE sandbox_id = ${id} AND holder = ${holder}`,
    );
  }

  async save(
    team: string,
    id: string,
    disk: Uint8Array,
    { holder, dropped = [] }: SaveDiskOptions = {},
  ): Promise<boolean> {
    return await this.#ask(async (sql) => {
      const { count } = await sql`
        WITH place AS (${this.#place(sql, team, id, holder)}),
        removed AS (
          DELETE FROM ${this.#table(sql, "disk_pieces")} WHERE sandbox_id = (SELECT id FROM place)
          AND piece IN (SELECT value::integer FROM json_array_elements_text(${JSON.stringify(dropped)}::text::json)))
        INSERT INTO ${this.#table(sql, "disks")} (sandbox_id, content)
        SELECT id, ${disk}::bytea FROM place
        ON CONFLICT (sandbox_id) DO UPDATE SET content = excluded.content`;
      return count === 1;
    }, false);
  }

  async load(team: string, id: string): Promise<Uint8Array | undefined> {
    const [row] = await this.#database.ask(
      (sql) => sql<{ content: Uint8Array }[]>`
        SELECT content FROM ${this.#table(sql, "disks")}
        JOIN ${this.#table(sql, "sandboxes")} ON id = sandbox_id
        WHERE id = ${id} AND team_id = ${team}`,
    );
    return row && new Uint8Array(row.content);
  }

  async writePieces(
    team: string,
    id: string,
    holder: string,
    pieces: ReadonlyMap<number, Uint8Array>,
  ): Promise<boolean> {
    return await this.#ask(async (sql) => {
      const rows = [...pieces].map(
        ([piece, bytes], index) =>
          sql`${index === 0 ? sql`` : sql`, `}(${piece}::integer, ${bytes}::bytea)`,
      );
      const { count } = await sql`
        WITH place AS (${this.#place(sql, team, id, holder)})
        INSERT INTO ${this.#table(sql, "disk_pieces")} (sandbox_id, piece, content)
        SELECT place.id, added.piece, added.content
        FROM place CROSS JOIN (VALUES ${rows}) AS added (piece, content)
        ON CONFLICT (sandbox_id, piece) DO UPDATE SET content = excluded.content`;
      return count > 0;
    }, false);
  }

  async readPiece(team: string, id: string, piece: number): Promise<Uint8Array | undefined> {
    const [row] = await this.#database.ask(
      (sql) => sql<{ content: Uint8Array }[]>`
        SELECT content FROM ${this.#table(sql, "disk_pieces")}
        JOIN ${this.#table(sql, "sandboxes")} ON id = sandbox_id
        WHERE id = ${id} AND team_id = ${team} AND piece = ${piece}`,
    );
    return row && new Uint8Array(row.content);
  }

  /** Selects the sandbox, if the holder has its lease. The lease cannot change until the statement ends. */
  #place(sql: Sql, team: string, id: string, holder: string | undefined): ReturnType<Sql> {
    const sandboxes = this.#table(sql, "sandboxes");
    if (holder === undefined)
      return sql`SELECT id FROM ${sandboxes} WHERE id = ${id} AND team_id = ${team}`;
    return sql`
      SELECT id FROM ${sandboxes}
      JOIN ${this.#table(sql, "disk_leases")} AS lease ON sandbox_id = id
      WHERE id = ${id} AND team_id = ${team} AND holder = ${holder} FOR SHARE OF lease`;
  }

  #table(sql: Sql, name: "sandboxes" | "disks" | "disk_pieces" | "disk_leases"): Helper<string> {
    return sql(`${this.#schema}.${name}`);
  }

  /** @param gone the result if the sandbox is removed meanwhile */
  async #ask<T>(question: (sql: Sql) => Promise<T>, gone: T): Promise<T> {
    try {
      return await this.#database.ask(question);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === noSuchRow) return gone;
      throw error;
    }
  }
}
