import { once } from "node:events";
import { type AddressInfo, type Socket, connect, createServer } from "node:net";
import { inspect } from "node:util";
import { createKey, createTeam } from "@sandboxes/server";
import { createPostgresStore } from "@sandboxes/server/postgres";
import { startServer } from "@sandboxes/server/start";
import postgres from "postgres";
import { afterAll, describe, expect, it, vi } from "vitest";
import { startPostgres } from "./postgres-server.ts";
import { listNumbers, recordOf, statusesOf, timedRecords, timedStatuses } from "./records.ts";
import { shareLimit } from "./share-limit.ts";

const server = await startPostgres();
afterAll(async () => await server?.stop());

it.each<[url: string, message: string]>([
  ["mysql://u:secret@h/d", "The url is not one of PostgreSQL, such as postgres://"],
  ["postgres://u:secret@h:port/d", "The url cannot be read"],
  [
    "postgres://u:secret@127.0.0.1:1/d",
    "The store in PostgreSQL cannot be opened: connect ECONNREFUSED",
  ],
])("reports the problem with %s without the password", async (url, message) => {
  const error = await createPostgresStore({ url }).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ message: expect.stringContaining(message) as unknown });
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("secret");
});

it("rejects a schema name that would need quotes", async () => {
  await expect(createPostgresStore({ url: "postgres://h", schema: 'a"b' })).rejects.toThrow(
    'The schema "a"b" is not a name of lower-case letters',
  );
});

describe.runIf(server)("a store in PostgreSQL", () => {
  const url = server?.url ?? "";

  it("is named by a server without its password, which may have any character", async () => {
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    await sql`CREATE ROLE curious SUPERUSER LOGIN PASSWORD 'p@ss'`;
    await sql.end();
    const database = url.replace("postgres:password", "curious:p@ss");
    await using started = await startServer({ database, pages: false });
    expect(started.database).toBe(url.replace("postgres:password", "curious"));
    expect(started.firstKey).toMatch(/^ss_/);
  });

  it("needs no right to change tables once they exist", async () => {
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    await (await createPostgresStore({ url, schema: "limited" })).close();
    await sql`CREATE ROLE guest LOGIN PASSWORD 'guest'`;
    await sql`GRANT USAGE ON SCHEMA limited TO guest`;
    await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA limited TO guest`;
    const guest = url.replace("postgres:password", "guest:guest");
    const store = await createPostgresStore({ url: guest, schema: "limited" });
    await store.addTeam({ id: "a" });
    expect(await store.addSandbox(recordOf("a", 1), { sandboxes: 1, now: 0 })).toBe(true);
    await store.close();
    await expect(createPostgresStore({ url: guest, schema: "another" })).rejects.toThrow(
      "The store in PostgreSQL cannot be opened: permission denied for database postgres.",
    );
    await sql.end();
  });

  it("says what to do if the extension cannot be created", async () => {
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    await sql`CREATE DATABASE bare`;
    await sql`CREATE ROLE owner LOGIN PASSWORD 'owner'`;
    const bare = url.replace(/postgres$/, "bare");
    const inBare = postgres(bare, { max: 1 });
    await inBare`CREATE SCHEMA sandboxes AUTHORIZATION owner`;
    const store = createPostgresStore({ url: bare.replace("postgres:password", "owner:owner") });
    await expect(store).rejects.toThrow(
      "the extension btree_gin is needed and cannot be created (permission denied to create extension",
    );
    await inBare.end();
    await sql.end();
  });

  it("rejects a schema of a newer version", async () => {
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    await (await createPostgresStore({ url, schema: "newer" })).close();
    await sql`INSERT INTO newer.migrations VALUES (1000)`;
    await expect(createPostgresStore({ url, schema: "newer" })).rejects.toThrow(
      "the schema newer was written by a newer version of @sandboxes/server (1000, this one knows 5)",
    );
    await sql.end();
  });

  it("finds the statuses of sandboxes that an earlier version has stored", async () => {
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    const first = await createPostgresStore({ url, schema: "earlier" });
    await first.addTeam({ id: "a" });
    for (const record of timedRecords) await first.addSandbox(record);
    await first.close();
    await sql`
      ALTER TABLE earlier.sandboxes DROP COLUMN status, DROP COLUMN next_at, DROP COLUMN next_status,
        DROP COLUMN last_at, DROP COLUMN last_status`;
    await sql`DELETE FROM earlier.migrations WHERE version > 4`;
    const second = await createPostgresStore({ url, schema: "earlier" });
    expect(await statusesOf(second)).toEqual(timedStatuses);
    const cap = { sandboxes: 7, now: 0 };
    expect(await second.addSandbox(recordOf("a", 7), cap)).toBe(true);
    expect(await second.addSandbox(recordOf("a", 8), cap)).toBe(false);
    await second.close();
    await sql.end();
  });

  it("finds sandboxes through an index, even if the planner expects few rows", async () => {
    const store = await createPostgresStore({ url, schema: "planned" });
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    await store.addTeam({ id: "a" });
    const adding = Array.from({ length: 3000 }, async (_, number) => {
      const metadata = { env: "prod", owner: String(number % 1000) };
      await store.addSandbox(recordOf("a", number, { metadata }));
    });
    await Promise.all(adding);
    await sql`ANALYZE planned.sandboxes`;
    // Enough rounds for the server to settle on a plan.
    for (let round = 0; round < 10; round++)
      expect(await listNumbers(store, "a", { env: "prod", owner: "7" })).toEqual([7, 1007, 2007]);
    await store.close();
    // The statistics of a connection are counted when it ends.
    await expect
      .poll(
        async () => {
          const [row] = await sql`
        SELECT idx_scan::integer AS scans FROM pg_stat_user_indexes
        WHERE schemaname = 'planned' AND indexrelname = 'sandboxes_by_metadata'`;
          return row?.["scans"] as number;
        },
        { timeout: 10_000 },
      )
      .toBeGreaterThanOrEqual(10);
    await sql.end();
  });

  it("fails in time when the database stops responding, and recovers", async () => {
    const proxy = await startProxy(Number(new URL(url).port));
    const store = await createPostgresStore({
      url: url.replace(/:\d+\//, `:${proxy.port}/`),
      schema: "stalled",
      timeout: 500,
    });
    await store.addTeam({ id: "a" });
    proxy.stall(true);
    await expect(store.listTeams()).rejects.toThrow("PostgreSQL did not answer within 500 ms.");
    // Now a new connection is not accepted either.
    await expect(store.listTeams()).rejects.toThrow(/CONNECT_TIMEOUT|did not answer/);
    proxy.stall(false);
    expect(await store.listTeams()).toEqual([{ id: "a" }]);
    await store.close();
    proxy.close();
  });

  it("fails immediately while the database is down, and recovers", async () => {
    const store = await createPostgresStore({ url, schema: "restarted" });
    await store.addTeam({ id: "a" });
    await server?.kill();
    // A database process that has not noticed the kill may still respond.
    const outcome = async (): Promise<unknown> =>
      await store.listTeams().catch((error: unknown) => (error as Error).name);
    await expect.poll(outcome, { timeout: 10_000 }).toBe("StoreUnavailableError");
    await server?.start();
    await expect.poll(outcome, { timeout: 10_000 }).toEqual([{ id: "a" }]);
    await store.close();
  }, 60_000);
});

describe.runIf(server)("a server over PostgreSQL", () => {
  it.each(["team", "address"] as const)(
    "shares the limit of a %s with another server",
    async (whose) => {
      const { sent, admitted, allowed } = await shareLimit(server?.url ?? "", whose, 3000);
      expect(sent).toBeGreaterThan(allowed * 1.5);
      expect(admitted).toBeGreaterThan(allowed * 0.9);
      expect(admitted).toBeLessThan(allowed * 1.1);
    },
  );

  it("responds with 503 and Retry-After while the database cannot be reached, and never 500 or 401", async () => {
    const proxy = await startProxy(Number(new URL(server?.url ?? "").port));
    const database = (server?.url ?? "").replace(/:\d+\//, `:${proxy.port}/`);
    const failed = vi.fn<(error: unknown) => void>();
    const options = { database, pages: false, rateLimit: false, onError: failed };
    await using started = await startServer(options);
    const store = await createPostgresStore({ url: server?.url ?? "" });
    const { apiKey: key } = await createKey(store, await createTeam(store));
    await store.close();
    const ask = async (path: string, apiKey = key, body?: string): Promise<Response> =>
      await fetch(started.url + path, {
        method: body === undefined ? "GET" : "POST",
        headers: { "X-API-Key": apiKey, ...(body && { "Content-Type": "application/json" }) },
        body: body ?? null,
      });
    expect((await ask("/sandboxes")).status).toBe(200);
    proxy.close();
    for (let round = 0; round < 3; round++)
      for (const [path, apiKey, body] of [
        ["/sandboxes", key],
        ["/sandboxes?metadata.a=b", key],
        ["/sandboxes", "ss_unknown"],
        ["/sandboxes", key, '{"name":"demo"}'],
        [`/sandboxes/${crypto.randomUUID()}`, key],
        [`/sandboxes/${crypto.randomUUID()}/exec`, key, '{"command":"true"}'],
      ] as const) {
        const response = await ask(path, apiKey, body);
        expect([path, response.status]).toEqual([path, 503]);
        expect(response.headers.get("Retry-After")).toBe("1");
        expect(await response.json()).toMatchObject({ error: { code: "service_unavailable" } });
      }
    expect((await ask("/health")).status).toBe(200);
    expect((await ask("/sandboxes", "")).status).toBe(401);
    // An outage is reported, but not once per request.
    expect(failed).toHaveBeenCalledOnce();
  });
});

/** A proxy that forwards nothing while it is stalled. */
async function startProxy(
  port: number,
): Promise<{ port: number; stall: (stalled: boolean) => void; close: () => void }> {
  const sockets = new Set<Socket>();
  let stalled = false;
  const proxy = createServer((client) => {
    const target = connect(port, "127.0.0.1");
    for (const [from, to] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(from);
      from.on("data", (data) => void (stalled || to.write(data)));
      from.on("close", () => to.destroy());
      from.on("error", () => to.destroy());
    }
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  return {
    port: (proxy.address() as AddressInfo).port,
    stall: (value) => void (stalled = value),
    close: () => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    },
  };
}
