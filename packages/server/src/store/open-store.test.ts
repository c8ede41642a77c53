import { expect, it } from "vitest";
import { nameStore, openStore } from "./open-store.ts";

it.each<[database: string, name: string]>([
  ["memory", "memory"],
  ["sandboxes.db", "sandboxes.db"],
  ["./a:b@c/x?password=y.db", "./a:b@c/x?password=y.db"],
  [String.raw`C:\data\x.db`, String.raw`C:\data\x.db`],
  ["file:///var/x.db?mode=rw", "file:///var/x.db"],
  ["postgres://h/db", "postgres://h/db"],
  ["postgres://u@h:5432/db", "postgres://u@h:5432/db"],
  ["postgres://u:secret@h/db", "postgres://u@h/db"],
  ["POSTGRESQL://u:secret@h/db", "postgresql://u@h/db"],
  ["postgres://:secret@h/db", "postgres://h/db"],
  ["postgres://u:se@cret@h/db", "postgres://u@h/db"],
  ["postgres://h/db?user=u&password=secret", "postgres://h/db"],
  ["postgres://u:secret@h/db?sslmode=require#secret", "postgres://u@h/db"],
  ["postgres:///db?host=/run/x&password=secret", "postgres:///db"],
  ["postgres://u:1/secret@h/db", "postgres://…"],
  ["postgres://u:1?secret@h/db", "postgres://…"],
  ["postgres://u:1#secret@h/db", "postgres://…"],
  ["postgres://u:se/cret@h/db", "postgres://…"],
  ["postgres://u:secret@h1:1,h2:2/db", "postgres://…"],
  ["postgres://u:secret@h:port/db", "postgres://…"],
  ["mysql://u:secret@h/db", "mysql://u@h/db"],
])("%s is named %s", (database, name) => {
  expect(nameStore(database)).toBe(name);
});

it.each<[database: string, scheme: string]>([
  ["mysql://u:secret@h/db", "mysql://"],
  ["MongoDB+srv://u:secret@h/db", "mongodb+srv://"],
  ["https://u:secret@h/x.db", "https://"],
  ["postgre://u:secret@h/db", "postgre://"],
  ["sqlite://secret", "sqlite://"],
  ["mysql://secret\nsecret", "mysql://"],
])("%j is rejected by its scheme, %s", async (database, scheme) => {
  await expect(openStore(database)).rejects.toThrow(
    `There is no store for a database of ${scheme}. It is memory, the path of a file, or a URL of postgres:// or postgresql://.`,
  );
  await expect(openStore(database)).rejects.not.toThrow("secret");
});

it.each<[database: string, says: string]>([
  ["postgres://u:se@cret@127.0.0.1:1/db", "connect ECONNREFUSED 127.0.0.1:1"],
  ["POSTGRES://u:secret@127.0.0.1:1/db", "connect ECONNREFUSED 127.0.0.1:1"],
  ["postgres://u:se/cret@h/db", "The url cannot be read"],
])("%s is tried, and no part of its password is shown", async (database, says) => {
  const error = await openStore(database).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ message: expect.stringContaining(says) as unknown });
  expect((error as Error).message).not.toContain("cret");
});

it("opens a file by its URL too", async () => {
  const store = await openStore("file:///x.db?mode=memory");
  expect(await store.listTeams()).toEqual([]);
  await store.close();
});
