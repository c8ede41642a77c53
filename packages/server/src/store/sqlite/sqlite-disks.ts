import { nextTurn } from "../../next-turn.ts";
import type { DiskStore, LeaseState, SaveDiskOptions } from "../disk-store.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

/** The number of pieces that one batch removes. Between two batches, the server handles other requests. */
const dropSize = 500;

const numberOf =
  "SELECT number FROM sandboxes WHERE id = ? AND team = (SELECT number FROM teams WHERE id = ?)";

/** Stores disks in a SQLite file. */
export class SqliteDisks implements DiskStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  async lease(team: string, id: string, holder: string, ms: number): Promise<LeaseState> {
    return await this.#write((): LeaseState => {
      const sandbox = this.#find(team, id);
      if (sandbox === undefined) return "taken";
      const now = Date.now();
      const lease = this.#database.get(
        "SELECT holder, expires_at, wanted_until FROM disk_leases WHERE sandbox = ?",
        sandbox,
      );
      const isMine = lease?.["holder"] === holder;
      if (lease && !isMine && Number(lease["expires_at"]) > now) {
        const sql = "UPDATE disk_leases SET wanted_until = ? WHERE sandbox = ?";
        this.#database.run(sql, now + ms, sandbox);
        return "taken";
      }
      const wantedUntil = isMine ? Number(lease["wanted_until"]) : 0;
      this.#database.run(
        "INSERT OR REPLACE INTO disk_leases (sandbox, holder, expires_at, wanted_until) VALUES (?, ?, ?, ?)",
        sandbox,
        holder,
        now + ms,
        wantedUntil,
      );
      return wantedUntil > now ? "wanted" : "mine";
    });
  }

  async release(team: string, id: string, holder: string): Promise<void> {
    const sql = `DELETE FROM disk_leases WHERE sandbox = (${numberOf}) AND holder = ?`;
    await this.#write(() => this.#database.run(sql, id, team, holder));
  }

  async save(
    team: string,
    id: string,
    disk: Uint8Array,
    { holder, dropped = [] }: SaveDiskOptions = {},
  ): Promise<boolean> {
    const sandbox = await this.#write(() => {
      const found = this.#findHeld(team, id, holder);
      if (found === undefined) return undefined;
      const sql =
        "INSERT INTO disks (sandbox, content) VALUES (?, ?) ON CONFLICT (sandbox) DO UPDATE SET content = excluded.content";
      this.#database.run(sql, found, disk);
      this.#drop(found, dropped.slice(0, dropSize));
      return found;
    });
    if (sandbox === undefined) return false;
    for (let start = dropSize; start < dropped.length; start += dropSize) {
      await nextTurn();
      await this.#write(() => this.#drop(sandbox, dropped.slice(start, start + dropSize)));
    }
    return true;
  }

  async load(team: string, id: string): Promise<Uint8Array | undefined> {
    return await this.#content(`SELECT content FROM disks WHERE sandbox = (${numberOf})`, id, team);
  }

  async writePieces(
    team: string,
    id: string,
    holder: string,
    pieces: ReadonlyMap<number, Uint8Array>,
  ): Promise<boolean> {
    return await this.#write(() => {
      const sandbox = this.#findHeld(team, id, holder);
      if (sandbox === undefined) return false;
      const sql =
        "INSERT INTO disk_pieces (sandbox, piece, content) VALUES (?, ?, ?) ON CONFLICT (sandbox, piece) DO UPDATE SET content = excluded.content";
      for (const [piece, bytes] of pieces) this.#database.run(sql, sandbox, piece, bytes);
      return true;
    });
  }

  async readPiece(team: string, id: string, piece: number): Promise<Uint8Array | undefined> {
    const sql = `SELECT content FROM disk_pieces WHERE sandbox = (${numberOf}) AND piece = ?`;
    return await this.#content(sql, id, team, piece);
  }

  #find(team: string, id: string): number | undefined {
    return this.#database.get(numberOf, id, team)?.["number"] as number | undefined;
  }

  #findHeld(team: string, id: string, holder: string | undefined): number | undefined {
    const sandbox = this.#find(team, id);
    if (sandbox === undefined || holder === undefined) return sandbox;
    const sql = "SELECT 1 FROM disk_leases WHERE sandbox = ? AND holder = ?";
    return this.#database.get(sql, sandbox, holder) ? sandbox : undefined;
  }

  #drop(sandbox: number, pieces: readonly number[]): void {
    const sql = "DELETE FROM disk_pieces WHERE sandbox = ? AND piece = ?";
    for (const piece of pieces) this.#database.run(sql, sandbox, piece);
  }

  async #content(sql: string, ...values: (string | number)[]): Promise<Uint8Array | undefined> {
    const row = await this.#database.queue.read(() => this.#database.get(sql, ...values));
    return row?.["content"] as Uint8Array | undefined;
  }

  async #write<T>(work: () => T): Promise<T> {
    return await this.#database.queue.change(() => this.#database.write(work));
  }
}
