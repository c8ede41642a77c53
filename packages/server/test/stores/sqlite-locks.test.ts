import { mkdtempSync, rmSync, statSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { createSqliteStore } from "@sandboxes/server/sqlite";
import { startServer } from "@sandboxes/server/start";
import { describe, expect, it, onTestFinished } from "vitest";
import { listNumbers, recordOf } from "./records.ts";

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "sandboxes-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "x.db");
}

/** Locks a file through a separate connection, as another process would. */
function lock(path: string, how = "BEGIN IMMEDIATE"): { release(): void } {
  const other = new DatabaseSync(path);
  other.exec(how);
  onTestFinished(() => {
    if (other.isOpen) other.close();
  });
  return { release: () => other.close() };
}

const holdAll =
  "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; DELETE FROM teams WHERE number < 0";

describe("while another process locks the file", () => {
  it("a change waits for the lock without blocking the event loop", async () => {
    const path = newFile();
    const store = await createSqliteStore({ path });
    onTestFinished(async () => await store.close());
    await store.addTeam({ id: "a" });
    const { release } = lock(path);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const changes = Array.from(
      { length: 50 },
      async (_, number) => await store.addSandbox(recordOf("a", number)),
    );
    await sleep(300);
    delay.disable();
    expect(delay.max / 1e6).toBeLessThan(100);
    // Reads continue, and do not see changes that still wait.
    expect(await listNumbers(store, "a")).toEqual([]);
    release();
    expect(await Promise.all(changes)).toEqual(changes.map(() => true));
    expect(await listNumbers(store, "a")).toHaveLength(50);
  });

  it("a change fails after its timeout, and the next one succeeds", async () => {
    const path = newFile();
    const store = await createSqliteStore({ path, busyTimeout: 100 });
    onTestFinished(async () => await store.close());
    const { release } = lock(path);
    const start = performance.now();
    await expect(store.addTeam({ id: "a" })).rejects.toMatchObject({
      name: "StoreUnavailableError",
      message: "Another process has locked the SQLite file for more than 100 ms.",
    });
    expect(performance.now() - start).toBeGreaterThan(95);
    release();
    await store.addTeam({ id: "a" });
    expect(await store.listTeams()).toEqual([{ id: "a" }]);
  });

  it("changes keep their order, and an invalid one does not stop the others", async () => {
    const path = newFile();
    const store = await createSqliteStore({ path });
    onTestFinished(async () => await store.close());
    const { release } = lock(path);
    const outcomes = Promise.allSettled(
      ["a", "b", "a", "c"].map(async (id) => await store.addTeam({ id })),
    );
    await sleep(30);
    release();
    expect((await outcomes).map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect(await store.listTeams()).toEqual([{ id: "a" }, { id: "b" }, { id: "c" }]);
  });

  it("the server returns /health immediately, 503 with Retry-After for a change, and never 401", async () => {
    const database = newFile();
    await using server = await startServer({ database, pages: false, rateLimit: false });
    const headers = { "X-API-Key": server.firstKey ?? "", "Content-Type": "application/json" };
    const create = async (): Promise<Response> =>
      await fetch(`${server.url}/sandboxes`, { method: "POST", headers, body: '{"name":"demo"}' });
    const { release } = lock(database);
    const created = create();
    const times: number[] = [];
    let isOver = false;
    void created.then(() => (isOver = true));
    while (!isOver) {
      const start = performance.now();
      expect((await fetch(`${server.url}/health`)).status).toBe(200);
      times.push(performance.now() - start);
      expect((await fetch(`${server.url}/sandboxes`, { headers })).status).toBe(200);
      await sleep(50);
    }
    const response = await created;
    expect(response.status).toBe(503);
    expect(response.headers.get("Retry-After")).toBe("1");
    expect(await response.json()).toMatchObject({ error: { code: "service_unavailable" } });
    expect(times.length).toBeGreaterThan(20);
    expect(Math.max(...times)).toBeLessThan(1000);
    release();
    expect((await create()).status).toBe(201);
  });

  it("a read waits too if the lock excludes readers", async () => {
    const path = newFile();
    const store = await createSqliteStore({ path, busyTimeout: 300 });
    await store.addTeam({ id: "a" });
    await store.close();
    const { release } = lock(path, holdAll);
    await expect(createSqliteStore({ path, busyTimeout: 50 })).rejects.toThrow(
      `The store ${path} cannot be opened: database is locked.`,
    );
    const opening = createSqliteStore({ path, busyTimeout: 2000 });
    await sleep(50);
    release();
    const second = await opening;
    expect(await second.listTeams()).toEqual([{ id: "a" }]);
    await second.close();
  });
});

describe.skipIf(process.platform === "win32")("the mode of the file", () => {
  const modes = (path: string): string[] =>
    [path, `${path}-wal`, `${path}-shm`].map((file) => (statSync(file).mode & 0o777).toString(8));

  it("keeps other users from reading a new file, from its creation on", async () => {
    const before = process.umask(0);
    onTestFinished(() => void process.umask(before));
    const path = newFile();
    const opening = createSqliteStore({ path });
    const seen = new Set<string>();
    let isOpen = false;
    void opening.then(() => (isOpen = true));
    while (!isOpen) {
      for (const end of ["", "-wal", "-shm", "-journal"]) {
        const stats = statSync(path + end, { throwIfNoEntry: false });
        if (stats) seen.add((stats.mode & 0o777).toString(8));
      }
      await sleep(0);
    }
    const store = await opening;
    await store.addTeam({ id: "a" });
    expect([...seen, ...modes(path)]).toEqual([...seen, ...modes(path)].map(() => "600"));
    await store.close();
  });

  it("is corrected for a file of an older version", async () => {
    const path = newFile();
    const first = await createSqliteStore({ path });
    await first.addTeam({ id: "a" });
    for (const end of ["", "-wal", "-shm"]) await chmod(path + end, 0o644);
    const second = await createSqliteStore({ path });
    await second.addTeam({ id: "b" });
    expect(modes(path)).toEqual(["600", "600", "600"]);
    await first.close();
    await second.close();
  });

  it("does not change for a file of another program", async () => {
    const path = newFile();
    const other = new DatabaseSync(path);
    other.exec("CREATE TABLE x (y)");
    other.close();
    await chmod(path, 0o644);
    await expect(createSqliteStore({ path })).rejects.toThrow("another program");
    expect((statSync(path).mode & 0o777).toString(8)).toBe("644");
  });
});
