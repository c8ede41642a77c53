import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { startPostgres } from "../stores/postgres-server.ts";
import type { Victim } from "./survive-kills.ts";

/** A target to crash, and a function that removes it. */
export interface Trial extends Victim {
  clear(): Promise<void>;
}

/** A server over a SQLite file. */
export async function overSqlite(): Promise<Trial> {
  const folder = await mkdtemp(join(tmpdir(), "sandboxes-crash-"));
  return {
    database: join(folder, "sandboxes.db"),
    what: "server",
    clear: async () => await rm(folder, { recursive: true }),
  };
}

/** @returns a server over a separate PostgreSQL server; `undefined` if PostgreSQL cannot be started */
export async function overPostgres(what: Victim["what"]): Promise<Trial | undefined> {
  const server = await startPostgres();
  if (!server) return undefined;
  const { url } = server;
  return {
    database: url,
    what,
    killDatabase: server.kill,
    startDatabase: server.start,
    settle: async () => await settle(url),
    clear: server.stop,
  };
}

/** Waits until the database has finished the statements of a killed server. */
async function settle(url: string): Promise<void> {
  const sql = postgres(url, { max: 1 });
  const deadline = performance.now() + 20_000;
  try {
    for (;;) {
      const rows = await sql`
        SELECT 1 FROM pg_stat_activity WHERE application_name = '@sandboxes/server'`;
      if (rows.length === 0) return;
      if (performance.now() > deadline) throw new Error("A killed server is still connected.");
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  } finally {
    await sql.end({ timeout: 5 });
  }
}
