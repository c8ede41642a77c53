import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { createSqliteStore } from "@sandboxes/server/sqlite";
import { afterEach, beforeEach, expect, it } from "vitest";
import { listAll, recordOf, statusesOf, timedRecords, timedStatuses } from "./records.ts";

const run = promisify(execFile);
let folder: string;
const at = (name: string): string => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sandboxes-"));
});
afterEach(async () => await rm(folder, { recursive: true }));

it("keeps its data when it is opened again", async () => {
  const first = await createSqliteStore({ path: at("x.db") });
  await first.addTeam({ id: "a" });
  const record = recordOf("a", 1, { metadata: { env: "prod" } });
  await first.addSandbox(record);
  await first.close();
  const second = await createSqliteStore({ path: at("x.db"), synchronous: "full" });
  expect(await second.listTeams()).toEqual([{ id: "a" }]);
  expect(await listAll(second, "a", { env: "prod" })).toEqual([record]);
  await second.close();
});

it.each<[title: string, prepare: (path: string) => Promise<void>, reason: string]>([
  [
    "no database",
    async (path) =>
      await writeFile(path, "something else, and longer than a header of SQLite: ".repeat(20)),
    "file is not a database",
  ],
  [
    "another program's database",
    async (path) => {
      const database = new DatabaseSync(path);
      database.exec("CREATE TABLE teams (id TEXT)");
      database.close();
    },
    "it is the SQLite file of another program",
  ],
  [
    "a newer version's store",
    async (path) => {
      await (await createSqliteStore({ path })).close();
      const database = new DatabaseSync(path);
      database.exec("PRAGMA user_version = 1000");
      database.close();
    },
    "it was written by a newer version of @sandboxes/server (schema 1000, this one knows 3)",
  ],
])("rejects %s, and does not change it", async (_, prepare, reason) => {
  await prepare(at("x.db"));
  await expect(createSqliteStore({ path: at("x.db") })).rejects.toThrow(
    `The store ${at("x.db")} cannot be opened: ${reason}.`,
  );
});

it("finds the statuses of sandboxes that an earlier version has stored", async () => {
  const first = await createSqliteStore({ path: at("x.db") });
  await first.addTeam({ id: "a" });
  for (const record of timedRecords) await first.addSandbox(record);
  await first.close();
  const database = new DatabaseSync(at("x.db"));
  for (const column of ["status", "next_at", "next_status", "last_at", "last_status"])
    database.exec(`ALTER TABLE sandboxes DROP COLUMN ${column}`);
  database.exec("PRAGMA user_version = 2");
  database.close();
  const second = await createSqliteStore({ path: at("x.db") });
  expect(await statusesOf(second)).toEqual(timedStatuses);
  await second.close();
});

it("says which file cannot be opened", async () => {
  await expect(createSqliteStore({ path: at("none/x.db") })).rejects.toThrow(
    `The store ${at("none/x.db")} cannot be opened: unable to open database file.`,
  );
});

it.each<[title: string, path: () => string, named: () => string]>([
  ["a temporary file", () => "", () => '""'],
  ["a file without shared memory", noWal, noWal],
])(
  "fails for %s because it does not support WAL mode, and does not keep trying",
  async (_, path, named) => {
    await expect(createSqliteStore({ path: path() })).rejects.toThrow(
      `The store ${named()} cannot be opened: SQLite cannot use WAL mode for it, and stays in the mode delete; choose a file on a local disk.`,
    );
  },
);

it("has a timeout for a reader of a file that is not in WAL mode yet", async () => {
  const path = at("x.db");
  const other = new DatabaseSync(path);
  other.exec("BEGIN; SELECT * FROM sqlite_schema");
  await expect(createSqliteStore({ path, busyTimeout: 10 })).rejects.toThrow(
    `The store ${path} cannot be opened: database is locked.`,
  );
  other.close();
  await (await createSqliteStore({ path, busyTimeout: 10 })).close();
});

/** @returns a file whose locks do not use shared memory (https://sqlite.org/vfs.html) */
function noWal(): string {
  return `${pathToFileURL(at("x.db")).href}?vfs=unix-dotfile`;
}

it("says what to do if there is no node:sqlite", async () => {
  const script = `
    import { createSqliteStore } from "@sandboxes/server/sqlite";
    await createSqliteStore({ path: ":memory:" }).catch((error) => console.log(error.message));`;
  const { stdout } = await run(
    process.execPath,
    [
      "--no-experimental-sqlite",
      "--conditions=@sandboxes/source",
      "--input-type=module",
      "--eval",
      script,
    ],
    { cwd: import.meta.dirname },
  );
  expect(stdout).toBe(
    "The SQLite store needs node:sqlite, which this runtime does not have. Use Node 22.13 or newer, or another store.\n",
  );
});

it("checks once per turn of the event loop whether another process has changed the file", async () => {
  const store = await createSqliteStore({ path: at("x.db") });
  await store.addTeam({ id: "a" });
  await store.addKey({ hash: "h", team: "a", revoked: false });
  const other = new DatabaseSync(at("x.db"));
  await setImmediate();
  expect(await store.findKey("h")).toMatchObject({ revoked: false });
  // This change does not use a store, like a change by another process.
  other.exec("UPDATE keys SET revoked = 1");
  expect(await store.findKey("h")).toMatchObject({ revoked: false });
  await setImmediate();
  expect(await store.findKey("h")).toMatchObject({ revoked: true });
  other.close();
  await store.close();
});
