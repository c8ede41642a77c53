import { expect } from "vitest";
import type { Contract } from "./contract.ts";
import { changed, idOf, listAll, listNumbers, recordOf } from "../records.ts";

const text = (bytes: Uint8Array | undefined): string | undefined =>
  bytes && new TextDecoder().decode(bytes);
const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);

/** @returns how many of the outcomes are `true`, and how many `false` */
function count(outcomes: readonly boolean[]): [won: number, lost: number] {
  const won = outcomes.filter(Boolean).length;
  return [won, outcomes.length - won];
}

/** The guarantees of the interface for single sandboxes and for conflicting changes. */
export const contractOfSandboxes: Contract = {
  "returns a record exactly as it was added": async ({ store, other }) => {
    const record = {
      ...recordOf("a", 1, {
        name: 'a "name" \0 \u{1f4a9} é',
        status: "resuming",
        snapshot_id: idOf(9),
        timeout_seconds: 60,
        network: { allow_out: ["api.openai.com"], deny_out: [] },
        metadata: { ["__proto__"]: "x", "": "", é: "\0", "\ud83d": "lone" },
      }),
      envVars: { PATH: "/bin", ["__proto__"]: "\0" },
      template: "other",
      activeAt: 1_767_225_600_000.25,
    };
    expect(await store.addSandbox(record)).toBe(true);
    expect(await other.findSandbox("a", idOf(1))).toEqual(record);
    expect(Object.keys((await other.findSandbox("a", idOf(1)))!.sandbox.metadata)).toContain(
      "__proto__",
    );
    const bare = recordOf("a", 2);
    await store.addSandbox(bare);
    expect(await other.findSandbox("a", idOf(2))).toStrictEqual(bare);
  },

  "rejects invalid records, and changes nothing": async ({ store, other }) => {
    await store.addSandbox(recordOf("a", 1, { metadata: { env: "prod" } }));
    const taken = `There is a sandbox ${idOf(1)} already.`;
    await expect(other.addSandbox(recordOf("a", 1))).rejects.toThrow(taken);
    await expect(other.addSandbox(recordOf("b", 1))).rejects.toThrow(taken);
    await expect(other.addSandbox(recordOf("b", 1), { sandboxes: 0, now: 0 })).rejects.toThrow(
      taken,
    );
    await expect(store.addSandbox(recordOf("c", 2))).rejects.toThrow("There is no team c.");
    await expect(store.addSandbox(recordOf("c", 1))).rejects.toThrow("There is no team c.");
    await expect(store.addSandbox(recordOf("c", 2), { sandboxes: 1, now: 0 })).rejects.toThrow(
      "There is no team c.",
    );
    await expect(store.addSandbox(recordOf("a", 2, { created_at: "now" }))).rejects.toThrow(
      '"now" is not a date-time',
    );
    const bad = { ...recordOf("a", 1, { created_at: "now" }), revision: 1 };
    await expect(store.replaceSandbox(bad)).rejects.toThrow('"now" is not a date-time');
    expect(await listNumbers(store, "a", { env: "prod" })).toEqual([1]);
    expect(await listNumbers(store, "a")).toEqual([1]);
    expect(await listNumbers(store, "b")).toEqual([]);
    expect(await listNumbers(store, "c")).toEqual([]);
  },

  "does not change when a caller changes a record": async ({ store }) => {
    const metadata = { env: "prod" };
    const allow_out = ["8.8.8.8"];
    await store.addSandbox(recordOf("a", 1, { metadata, network: { allow_out, deny_out: [] } }));
    metadata.env = "dev";
    allow_out.push("9.9.9.9");
    for (const record of [
      (await store.findSandbox("a", idOf(1)))!,
      (await listAll(store, "a", { env: "prod" }))[0]!,
    ]) {
      expect(record.sandbox).toMatchObject({
        metadata: { env: "prod" },
        network: { allow_out: ["8.8.8.8"] },
      });
      try {
        record.sandbox.metadata["env"] = "dev";
      } catch {
        // A store may return a frozen record, or a copy.
      }
    }
    expect((await store.findSandbox("a", idOf(1)))?.sandbox.metadata).toEqual({ env: "prod" });
  },

  "separates teams": async ({ store }) => {
    const record = recordOf("a", 1, { metadata: { env: "prod" } });
    await store.addSandbox(record);
    await store.disks.save("a", idOf(1), bytes("a's"));
    expect(await store.findSandbox("b", idOf(1))).toBeUndefined();
    expect(await store.removeSandbox("b", idOf(1))).toBe(false);
    expect(await store.replaceSandbox({ ...changed(record, {}), team: "b" })).toBe(false);
    expect(await store.disks.save("b", idOf(1), bytes("b's"))).toBe(false);
    expect(await store.disks.load("b", idOf(1))).toBeUndefined();
    expect(await listNumbers(store, "b", { env: "prod" })).toEqual([]);
    expect(await store.findSandbox("a", idOf(1))).toEqual(record);
    expect(text(await store.disks.load("a", idOf(1)))).toBe("a's");
  },

  "replaces a record only if the revision is one lower": async ({ store, other }) => {
    const first = recordOf("a", 1, { metadata: { env: "prod", owner: "x" } });
    const second = changed(first, { status: "paused", metadata: { env: "dev", owner: "x" } });
    expect(await store.replaceSandbox(second)).toBe(false);
    await store.addSandbox(first);
    expect(await store.replaceSandbox(first)).toBe(false);
    expect(await store.replaceSandbox({ ...second, revision: 2 })).toBe(false);
    expect(await store.replaceSandbox(second)).toBe(true);
    expect(await other.replaceSandbox(second)).toBe(false);
    expect(await other.findSandbox("a", idOf(1))).toEqual(second);
    expect(await listNumbers(store, "a", { env: "prod" })).toEqual([]);
    expect(await listNumbers(store, "a", { env: "dev", owner: "x" })).toEqual([1]);
    const third = changed(second, { created_at: "2026-01-02T00:00:00Z", timeout_seconds: 60 });
    await store.addSandbox(recordOf("a", 2, { created_at: "2026-01-01T12:00:00Z" }));
    expect(await store.replaceSandbox(third)).toBe(true);
    expect(await listNumbers(store, "a")).toEqual([1, 2]);
    expect(await listNumbers(store, "a", { owner: "x" })).toEqual([1]);
    expect(await listNumbers(store, "a", {}, Date.parse("2026-01-02T00:01:00Z"))).toEqual([2]);
  },

  "lets exactly one of many conflicting changes succeed": async ({ store, other }) => {
    let record = recordOf("a", 1);
    await store.addSandbox(record);
    for (let round = 0; round < 5; round++) {
      const attempts = Array.from({ length: 16 }, async (_, caller) => {
        const next = changed(record, { metadata: { winner: `${round}-${caller}` } });
        return await (caller % 2 === 0 ? store : other).replaceSandbox(next);
      });
      const outcomes = await Promise.all(attempts);
      expect(count(outcomes)).toEqual([1, 15]);
      record = (await store.findSandbox("a", idOf(1)))!;
      expect(record.revision).toBe(round + 1);
      expect(record.sandbox.metadata).toEqual({ winner: `${round}-${outcomes.indexOf(true)}` });
    }
  },

  "lets exactly one of many callers remove a sandbox, and one add an ID": async ({
    store,
    other,
  }) => {
    const adding = [store, other, store, other].map(
      async (each, index) =>
        await each.addSandbox(recordOf(index < 2 ? "a" : "b", 1)).catch(() => false),
    );
    expect(count(await Promise.all(adding))).toEqual([1, 3]);
    const team = (await store.findSandbox("a", idOf(1))) ? "a" : "b";
    const removing = [store, other, store, other].map(
      async (each) => await each.removeSandbox(team, idOf(1)),
    );
    expect(count(await Promise.all(removing))).toEqual([1, 3]);
  },

  "never exceeds the cap, also with several stores": async ({ store, other }) => {
    const cap = { sandboxes: 10, now: 0 };
    const attempts = Array.from(
      { length: 32 },
      async (_, index) =>
        await (index % 2 === 0 ? store : other).addSandbox(
          recordOf(index % 4 === 3 ? "b" : "a", index),
          cap,
        ),
    );
    const added = count(await Promise.all(attempts))[0];
    expect([(await listAll(store, "a")).length, (await listAll(store, "b")).length]).toEqual([
      10, 8,
    ]);
    expect(added).toBe(18);
    expect(await store.addSandbox(recordOf("a", 99), cap)).toBe(false);
    expect(await store.addSandbox(recordOf("a", 98), { ...cap, sandboxes: Infinity })).toBe(true);
    expect(await store.addSandbox(recordOf("a", 97))).toBe(true);
    expect(await store.addSandbox(recordOf("b", 96), { ...cap, sandboxes: 0 })).toBe(false);
  },

  "counts only sandboxes whose lifetime has not passed against the cap": async ({ store }) => {
    const end = Date.parse("2026-01-01T00:01:00Z");
    await store.addSandbox(recordOf("a", 1, { timeout_seconds: 60 }));
    await store.addSandbox(recordOf("a", 2));
    expect(await store.addSandbox(recordOf("a", 3), { sandboxes: 2, now: end - 1 })).toBe(false);
    expect(await store.addSandbox(recordOf("a", 3), { sandboxes: 2, now: end })).toBe(true);
  },

  "removes the sandboxes of every team whose lifetime has passed": async ({ store, other }) => {
    const end = Date.parse("2026-01-01T00:01:00Z");
    for (const [team, number, timeout_seconds] of [
      ["a", 1, 60],
      ["a", 2, 61],
      ["b", 3, 60],
      ["b", 4, 604_800],
    ] as const)
      await store.addSandbox(
        recordOf(team, number, { timeout_seconds, metadata: { env: "prod" } }),
      );
    await store.addSandbox(recordOf("a", 5));
    expect(await store.removeEnded(end - 1)).toEqual([]);
    expect(await store.findSandbox("a", idOf(1))).toBeDefined();
    const removals = await Promise.all([store.removeEnded(end), other.removeEnded(end)]);
    const removed = removals.flat().sort((x, y) => (x.id < y.id ? -1 : 1));
    expect(removed).toEqual([
      { team: "a", id: idOf(1) },
      { team: "b", id: idOf(3) },
    ]);
    expect(await store.findSandbox("a", idOf(1))).toBeUndefined();
    expect(await listNumbers(store, "a", { env: "prod" })).toEqual([2]);
    expect(await listNumbers(store, "b", { env: "prod" })).toEqual([4]);
    expect(await store.addSandbox(recordOf("b", 1))).toBe(true);
  },

  "frees the ID and the pairs of a removed sandbox": async ({ store }) => {
    const metadata = { env: "prod" };
    await store.addSandbox(recordOf("a", 1, { metadata }));
    expect(await store.removeSandbox("a", idOf(1))).toBe(true);
    expect(await store.findSandbox("a", idOf(1))).toBeUndefined();
    expect(await listNumbers(store, "a", metadata)).toEqual([]);
    await store.addSandbox(recordOf("b", 1, { metadata }));
    expect(await listNumbers(store, "a", metadata)).toEqual([]);
    expect(await listNumbers(store, "b", metadata)).toEqual([1]);
  },

  "keeps a disk through changes until its sandbox is removed": async ({ store, other }) => {
    const record = recordOf("a", 1, { timeout_seconds: 60 });
    expect(await store.disks.save("a", idOf(1), bytes("early"))).toBe(false);
    await store.addSandbox(record);
    expect(await store.disks.load("a", idOf(1))).toBeUndefined();
    const disk = bytes("first");
    expect(await store.disks.save("a", idOf(1), disk)).toBe(true);
    disk.fill(0);
    (await store.disks.load("a", idOf(1)))!.fill(0);
    expect(text(await other.disks.load("a", idOf(1)))).toBe("first");
    expect(await other.disks.save("a", idOf(1), bytes("second \0"))).toBe(true);
    await store.replaceSandbox(changed(record, { status: "paused" }));
    expect(text(await store.disks.load("a", idOf(1)))).toBe("second \0");
    await store.disks.save("a", idOf(1), new Uint8Array());
    expect(text(await store.disks.load("a", idOf(1)))).toBe("");
    await store.removeSandbox("a", idOf(1));
    await store.addSandbox(record);
    expect(await store.disks.load("a", idOf(1))).toBeUndefined();
    await store.disks.save("a", idOf(1), bytes("third"));
    await store.removeEnded(Infinity);
    await store.addSandbox(record);
    expect(await store.disks.load("a", idOf(1))).toBeUndefined();
  },
};
