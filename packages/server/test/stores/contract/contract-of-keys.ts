import { expect } from "vitest";
import type { Contract } from "./contract.ts";
import { listAll, recordOf } from "../records.ts";

/** The guarantees of the interface for teams and keys. */
export const contractOfKeys: Contract = {
  "lists the teams in the order in which they were added": async ({ store }) => {
    for (const id of ["z", "y", "x"]) await store.addTeam({ id });
    expect(await store.listTeams()).toEqual(["a", "b", "z", "y", "x"].map((id) => ({ id })));
  },

  "rejects a team that exists, and changes nothing": async ({ store }) => {
    await store.addSandbox(recordOf("a", 1));
    await expect(store.addTeam({ id: "a" })).rejects.toThrow("There is a team a already.");
    expect(await store.listTeams()).toHaveLength(2);
    expect(await listAll(store, "a")).toHaveLength(1);
  },

  "returns a key exactly as it was added": async ({ store, other }) => {
    const keys = [
      { hash: "endless", team: "a", revoked: false },
      { hash: "ending", team: "a", revoked: false, expiresAt: 1_767_225_600_123.5 },
      { hash: "over", team: "b", revoked: true, expiresAt: 0 },
    ];
    for (const key of keys) await store.addKey(key);
    for (const key of keys) expect(await other.findKey(key.hash)).toEqual(key);
    expect(await store.findKey("none")).toBeUndefined();
    expect(await store.findKey("ENDLESS")).toBeUndefined();
  },

  "lists the keys of a team in the order in which they were added": async ({ store }) => {
    for (const hash of ["z", "y", "x"])
      await store.addKey({ hash, team: "a", revoked: hash === "y" });
    await store.addKey({ hash: "w", team: "b", revoked: false });
    await store.updateKey("z", { revoked: true });
    expect((await store.listKeys("a")).map(({ hash }) => hash)).toEqual(["z", "y", "x"]);
    expect((await store.listKeys("b")).map(({ hash }) => hash)).toEqual(["w"]);
    expect(await store.listKeys("none")).toEqual([]);
  },

  "rejects a key that exists, and a key without a team": async ({ store }) => {
    const key = { hash: "h", team: "a", revoked: false };
    await store.addKey(key);
    await expect(store.addKey({ ...key, team: "b" })).rejects.toThrow(
      "There is such a key already.",
    );
    for (const hash of ["h", "i"]) {
      const refused = store.addKey({ ...key, hash, team: "c" });
      await expect(refused).rejects.toThrow("There is no team c.");
    }
    expect(await store.findKey("h")).toEqual(key);
    expect(await store.findKey("i")).toBeUndefined();
  },

  "changes only the given fields of a key": async ({ store, other }) => {
    await store.addKey({ hash: "h", team: "a", revoked: false });
    await store.addKey({ hash: "i", team: "a", revoked: false });
    expect(await store.updateKey("h", { expiresAt: 7 })).toBe(true);
    expect(await other.findKey("h")).toEqual({
      hash: "h",
      team: "a",
      revoked: false,
      expiresAt: 7,
    });
    expect(await other.updateKey("h", { revoked: true })).toBe(true);
    expect(await store.findKey("h")).toEqual({ hash: "h", team: "a", revoked: true, expiresAt: 7 });
    expect(await store.findKey("i")).toEqual({ hash: "i", team: "a", revoked: false });
    expect(await store.updateKey("none", { revoked: true })).toBe(false);
  },

  "shows every change of a key immediately, by any store and after any number of reads": async ({
    store,
    other,
  }) => {
    const look = async (): Promise<unknown[]> => [
      await store.findKey("h"),
      await store.findKey("h"),
      await other.findKey("h"),
      await other.findKey("h"),
    ];
    const four = (value: unknown): unknown[] => [value, value, value, value];
    expect(await look()).toEqual(four(undefined));
    let key = { hash: "h", team: "a", revoked: false, expiresAt: 1 };
    await store.addKey(key);
    expect(await look()).toEqual(four(key));
    for (const one of [store, other, store]) {
      key = { ...key, revoked: !key.revoked, expiresAt: key.expiresAt + 1 };
      await one.updateKey("h", key);
      expect(await look()).toEqual(four(key));
    }
  },

  "fails after it was closed, and may be closed twice": async ({ place }) => {
    const store = await place.connect();
    await store.close();
    await store.close();
    await expect(store.listTeams()).rejects.toThrow("The store is closed.");
    await expect(store.addTeam({ id: "x" })).rejects.toThrow("The store is closed.");
    await expect(store.addSandbox(recordOf("a", 1), { sandboxes: 1, now: 0 })).rejects.toThrow(
      "The store is closed.",
    );
    await expect(listAll(store, "a")).rejects.toThrow("The store is closed.");
  },
};
