import {
  type NewKey,
  type Store,
  createFirstKey,
  createKey,
  createMemoryStore,
  createTeam,
  expireKey,
  hashKey,
  revokeKey,
} from "@sandboxes/server";
import { createSqliteStore } from "@sandboxes/server/sqlite";
import { expect, it } from "vitest";
import { fixture, noon } from "./fixture.ts";

/** All that a caller can tell of an answer, but for its own id. */
async function seen(response: Response): Promise<unknown> {
  const headers = Object.fromEntries(response.headers);
  delete headers["x-request-id"];
  return { status: response.status, headers, body: await response.json() };
}

it("answers a missing, unknown, revoked and expired key in one way", async () => {
  const { store, get, apiKey, otherKey } = await fixture();
  await revokeKey(store, await hashKey(apiKey));
  await expireKey(store, await hashKey(otherKey), noon);
  const missing = await seen(await get("/sandboxes", null));
  expect(missing).toMatchObject({
    status: 401,
    body: { error: { code: "auth_failed", message: "The API key is missing or not valid." } },
  });
  for (const key of [
    "",
    "ss_wrong",
    "é",
    apiKey,
    otherKey,
    `${otherKey}, ${otherKey}`,
    otherKey.toUpperCase(),
  ])
    expect(await seen(await get("/sandboxes", key))).toEqual(missing);
});

it("takes a key until it is revoked, whatever the clock says", async () => {
  const { store, get, clock, apiKey, otherKey } = await fixture();
  expect((await get("/sandboxes")).status).toBe(200);
  expect(await revokeKey(store, await hashKey(apiKey))).toBe(true);
  clock.now = 0;
  expect((await get("/sandboxes")).status).toBe(401);
  expect((await get("/sandboxes", otherKey)).status).toBe(200);
  expect(await revokeKey(store, "unknown")).toBe(false);
});

it("takes a key until the moment that it expires", async () => {
  const { store, get, clock, apiKey, otherKey } = await fixture();
  expect(await expireKey(store, await hashKey(apiKey), noon + 1000)).toBe(true);
  clock.now = noon + 999;
  expect((await get("/sandboxes")).status).toBe(200);
  clock.now = noon + 1000;
  expect((await get("/sandboxes")).status).toBe(401);
  expect((await get("/sandboxes", otherKey)).status).toBe(200);
  expect(await expireKey(store, "unknown", noon)).toBe(false);
});

it("takes each key of a team, and a new one with an end", async () => {
  const { store, team, get, clock } = await fixture();
  const { apiKey } = await createKey(store, team, { expiresAt: noon + 1 });
  expect((await get("/sandboxes", apiKey)).status).toBe(200);
  clock.now = noon + 1;
  expect((await get("/sandboxes", apiKey)).status).toBe(401);
  expect((await get("/sandboxes")).status).toBe(200);
});

it("keeps the hash of a key, and not the key", async () => {
  const { store, team } = await fixture();
  const { apiKey, hash } = await createKey(store, team);
  expect(apiKey).toMatch(/^ss_[\da-f]{64}$/);
  expect(await store.findKey(hash)).toEqual({ hash, team: team.id, revoked: false });
  expect(hash).toBe(await hashKey(apiKey));
});

it("hashes as SHA-256 does", async () => {
  // FIPS 180-2, appendix B.1.
  expect(await hashKey("abc")).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

it("makes no key for a team that is not there", async () => {
  const { store } = await fixture();
  await expect(createKey(store, { id: "nobody" })).rejects.toThrow("There is no team nobody.");
  expect((await createTeam(store)).id).toMatch(/^[\da-f-]{36}$/);
});

it("makes the first key of a store, once, also where two servers start at once", async () => {
  const store = createMemoryStore();
  const keys = await Promise.all([createFirstKey(store), createFirstKey(store)]);
  const [first] = keys.filter((key) => key !== undefined);
  expect(keys.filter((key) => key !== undefined)).toHaveLength(1);
  const [team] = await store.listTeams();
  expect(await store.listKeys(team!.id)).toEqual([
    { hash: await hashKey(first!.apiKey), team: team!.id, revoked: false },
  ]);
  expect(await createFirstKey(store)).toBeUndefined();
});

it.each<[name: string, open: () => Promise<Store>]>([
  ["memory", async () => createMemoryStore()],
  ["SQLite", async () => await createSqliteStore({ path: ":memory:" })],
])("makes the first key the next time where it could not be added, in %s", async (_, open) => {
  const store = await open();
  const addKey = store.addKey.bind(store);
  store.addKey = async () => await Promise.reject(new Error("killed"));
  await expect(createFirstKey(store)).rejects.toThrow("killed");
  store.addKey = addKey;
  const first = await createFirstKey(store);
  expect(await store.findKey(first?.hash ?? "none")).toMatchObject({ revoked: false });
  expect(await createFirstKey(store)).toBeUndefined();
  expect(await store.listTeams()).toEqual([{ id: "default" }]);
  await store.close();
});

it("gives two servers a good key each where one comes between the other's team and key", async () => {
  const store = createMemoryStore();
  const addKey = store.addKey.bind(store);
  const keys: (NewKey | undefined)[] = [];
  store.addKey = async (key) => {
    store.addKey = addKey;
    keys.push(await createFirstKey(store));
    await addKey(key);
  };
  keys.push(await createFirstKey(store));
  expect(new Set(keys.map((key) => key?.hash)).size).toBe(2);
  for (const key of keys)
    expect(await store.findKey(key?.hash ?? "none")).toMatchObject({ revoked: false });
});

it("makes no first key where every key is revoked, nor where a later team has one", async () => {
  const store = createMemoryStore();
  await createTeam(store);
  const { hash } = await createKey(store, await createTeam(store));
  await revokeKey(store, hash);
  expect(await createFirstKey(store)).toBeUndefined();
});

it("says of no team that it has a first key where the store fails", async () => {
  const store = createMemoryStore();
  store.addTeam = async () => await Promise.reject(new Error("disk full"));
  await expect(createFirstKey(store)).rejects.toThrow("disk full");
});
