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

/** Everything that a caller can see of a response, except its own ID. */
async function seen(response: Response): Promise<unknown> {
  const headers = Object.fromEntries(response.headers);
  delete headers["x-request-id"];
  return { status: response.status, headers, body: await response.json() };
}

it("responds identically to a missing, unknown, revoked and expired key", async () => {
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

it("accepts a key until it is revoked, regardless of the clock", async () => {
  const { store, get, clock, apiKey, otherKey } = await fixture();
  expect((await get("/sandboxes")).status).toBe(200);
  expect(await revokeKey(store, await hashKey(apiKey))).toBe(true);
  clock.now = 0;
  expect((await get("/sandboxes")).status).toBe(401);
  expect((await get("/sandboxes", otherKey)).status).toBe(200);
  expect(await revokeKey(store, "unknown")).toBe(false);
});

it("accepts a key until the moment it expires", async () => {
  const { store, get, clock, apiKey, otherKey } = await fixture();
  expect(await expireKey(store, await hashKey(apiKey), noon + 1000)).toBe(true);
  clock.now = noon + 999;
  expect((await get("/sandboxes")).status).toBe(200);
  clock.now = noon + 1000;
  expect((await get("/sandboxes")).status).toBe(401);
  expect((await get("/sandboxes", otherKey)).status).toBe(200);
  expect(await expireKey(store, "unknown", noon)).toBe(false);
});

it("accepts every key of a team, and a new one with an expiry", async () => {
  const { store, team, get, clock } = await fixture();
  const { apiKey } = await createKey(store, team, { expiresAt: noon + 1 });
  expect((await get("/sandboxes", apiKey)).status).toBe(200);
  clock.now = noon + 1;
  expect((await get("/sandboxes", apiKey)).status).toBe(401);
  expect((await get("/sandboxes")).status).toBe(200);
});

it("stores the hash of a key, and not the key", async () => {
  const { store, team } = await fixture();
  const { apiKey, hash } = await createKey(store, team);
  expect(apiKey).toMatch(/^ss_[\da-f]{64}$/);
  expect(await store.findKey(hash)).toEqual({ hash, team: team.id, revoked: false });
  expect(hash).toBe(await hashKey(apiKey));
});

it("hashes keys with SHA-256", async () => {
  // FIPS 180-2, appendix B.1.
  expect(await hashKey("abc")).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

it("creates no key for a team that does not exist", async () => {
  const { store } = await fixture();
  await expect(createKey(store, { id: "nobody" })).rejects.toThrow("There is no team nobody.");
  expect((await createTeam(store)).id).toMatch(/^[\da-f-]{36}$/);
});

it("creates the first key of a store once, even if two servers start at once", async () => {
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
])("creates the first key on the next attempt if adding it failed, in %s", async (_, open) => {
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

it("creates valid keys for two servers if one runs between the other's two steps", async () => {
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

it("creates no first key if every key is revoked, or if a later team has a key", async () => {
  const store = createMemoryStore();
  await createTeam(store);
  const { hash } = await createKey(store, await createTeam(store));
  await revokeKey(store, hash);
  expect(await createFirstKey(store)).toBeUndefined();
});

it("rejects with the error of the store if no first key can be created", async () => {
  const store = createMemoryStore();
  store.addTeam = async () => await Promise.reject(new Error("disk full"));
  await expect(createFirstKey(store)).rejects.toThrow("disk full");
});
