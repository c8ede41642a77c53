import { expect } from "vitest";
import type { Contract } from "./contract.ts";
import { changed, idOf, listAll, listNumbers, queryOf, recordOf } from "../records.ts";

/** Newest first. Pairs with the same instant, written in different ways, are in ID order. */
const instants = [
  "9999-12-31T23:59:59.999999999999Z",
  "2026-01-01T00:00:01Z",
  "2026-01-01T01:00:00.9+01:00",
  "2026-01-01T00:00:00.10000001Z",
  "2026-01-01T00:00:00.1Z",
  "2025-12-31T18:30:00.100-05:30",
  "2026-01-01T00:00:00.0000000002Z",
  "2026-01-01T00:00:00.0000000001Z",
  "2026-01-01T00:00:00Z",
  "2025-12-31T23:59:60+00:00",
  "2025-12-31T23:59:59.5z",
  "1969-12-31T23:59:59.9Z",
  "1969-12-31T23:59:59.1Z",
  "0001-01-01T00:00:00Z",
];

/** Metadata of sandboxes. Each case is a likely source of errors. */
const kept: readonly Readonly<Record<string, string>>[] = [
  {},
  { env: "prod" },
  { env: "prod", owner: "x" },
  { env: "dev", owner: "x" },
  { env: "" },
  { env: "Prod" },
  { env: "prod " },
  { Env: "prod" },
  { ["__proto__"]: "1", constructor: "2" },
  { é: "ü" },
  { "e\u0301": "u\u0308" },
  { "a\0b": "c\0d" },
  { "a\\u0000b": "c\\u0000d" },
  { "\ud83d": "\udca9" },
  { "\ufffd": "\ufffd" },
  { "💩": "'; DROP TABLE sandboxes; --" },
  { "": "empty" },
  { 'a":"b': "%_\\" },
  { n: "42" },
  { n: "42.0" },
  { n: "null" },
];

const many = Object.fromEntries(
  Array.from({ length: 64 }, (_, index) => [`key ${index}`, `value ${index}`]),
);

/** The guarantees of the interface for lists. */
export const contractOfLists: Contract = {
  "lists the newest first, compared with all digits, and equal instants in ID order": async ({
    store,
  }) => {
    // The order of creation differs from the order of the list.
    for (let step = 0; step < instants.length; step++) {
      const number = (step * 5) % instants.length;
      await store.addSandbox(recordOf("a", number, { created_at: instants[number]! }));
    }
    expect(await listNumbers(store, "a")).toEqual([...instants.keys()]);
    await store.removeSandbox("a", idOf(3));
    expect(await listNumbers(store, "a")).toEqual([...instants.keys()].filter((n) => n !== 3));
  },

  "finds exactly the sandboxes that have every pair": async ({ store, other }) => {
    for (const [number, metadata] of kept.entries())
      await store.addSandbox(recordOf("a", number, { metadata }));
    const filters = [...kept, { owner: "x" }, { env: "dev" }, { env: "none" }, { none: "prod" }];
    for (const filter of [...filters, { toString: "x" }, { n: "4" }, { env: "prod", n: "42" }]) {
      const pairs = Object.entries<string>(filter as Record<string, string>);
      const wanted = [...kept.entries()]
        .filter(([, has]) =>
          pairs.every(([key, value]) => Object.hasOwn(has, key) && has[key] === value),
        )
        .map(([number]) => number);
      const found = await listNumbers(other, "a", Object.fromEntries(pairs));
      expect({ filter, found }).toEqual({ filter, found: wanted });
    }
  },

  "supports filters with 64 pairs": async ({ store }) => {
    await store.addSandbox(recordOf("a", 1, { metadata: many }));
    await store.addSandbox(recordOf("a", 2, { metadata: { ...many, "key 63": "another" } }));
    expect(await listNumbers(store, "a", many)).toEqual([1]);
    const { "key 63": _, ...fewer } = many;
    expect(await listNumbers(store, "a", fewer)).toEqual([1, 2]);
  },

  "leaves out sandboxes whose lifetime has passed": async ({ store }) => {
    const end = Date.parse("2026-01-01T00:01:00.25Z");
    const created_at = "2026-01-01T00:00:00.25Z";
    const metadata = { env: "prod" };
    await store.addSandbox(recordOf("a", 1, { created_at, metadata, timeout_seconds: 60 }));
    await store.addSandbox(recordOf("a", 2, { created_at, metadata }));
    for (const filter of [{}, metadata]) {
      expect(await listNumbers(store, "a", filter, end - 1)).toEqual([1, 2]);
      expect(await listNumbers(store, "a", filter, end)).toEqual([2]);
      // A clock can be set back.
      expect(await listNumbers(store, "a", filter, end - 1)).toEqual([1, 2]);
    }
    expect(await store.findSandbox("a", idOf(1))).toBeDefined();
  },

  "reads a long list in batches, with each sandbox once": async ({ store }) => {
    const numbers = Array.from({ length: 1203 }, (_, number) => number);
    const metadata = { env: "prod", more: "x" };
    await Promise.all(
      // Five sandboxes per instant, so that some batches end between sandboxes of the same instant.
      numbers.map(async (number) => {
        const created_at = new Date(1e12 - Math.floor(number / 5) * 1000).toISOString();
        const record = recordOf("a", number, {
          created_at,
          metadata: number % 3 === 0 ? { env: "prod" } : metadata,
        });
        await store.addSandbox(record);
      }),
    );
    expect(await listNumbers(store, "a")).toEqual(numbers);
    expect(await listNumbers(store, "a", { env: "prod" })).toEqual(numbers);
    const some = numbers.filter((number) => number % 3 !== 0);
    expect(await listNumbers(store, "a", metadata)).toEqual(some);
    const sizes: number[] = [];
    for await (const batch of store.listSandboxes("a", queryOf())) sizes.push(batch.length);
    expect(Math.min(...sizes)).toBeGreaterThan(0);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
  },

  "selects by the status at a time, before and after every change": async ({ store, other }) => {
    const metadata = { env: "prod" };
    const put = async (number: number, record: object): Promise<void> => {
      await store.addSandbox({ ...recordOf("a", number, { metadata }), ...record });
    };
    const as = (number: number, status: string): object => ({
      sandbox: { ...recordOf("a", number, { metadata }).sandbox, status },
    });
    const timeout = { at: 200, snapshotId: idOf(9) };
    await put(1, {});
    await put(2, as(2, "paused"));
    await put(3, { timeout });
    await put(4, { ...as(4, "resuming"), activeAt: 100 });
    await put(5, { ...as(5, "resuming"), activeAt: 100, timeout });
    await put(6, as(6, "failed"));
    await put(7, { ...as(7, "paused"), endsAt: 150 });
    for (const filter of [{}, metadata])
      for (const one of [store, other])
        for (const [time, active, paused, resuming] of [
          [99, [1, 3], [2, 7], [4, 5]],
          [100, [1, 3, 4, 5], [2, 7], []],
          [150, [1, 3, 4, 5], [2], []],
          [200, [1, 4], [2, 3, 5], []],
          [99, [1, 3], [2, 7], [4, 5]],
        ] as const)
          for (const [status, wanted] of Object.entries({ active, paused, resuming, failed: [6] }))
            expect([time, status, await listNumbers(one, "a", filter, time, { status })]).toEqual([
              time,
              status,
              wanted,
            ]);
    const first = (await store.findSandbox("a", idOf(1)))!;
    await store.replaceSandbox(changed(first, { status: "paused" }));
    expect(await listNumbers(other, "a", {}, 0, { status: "paused" })).toEqual([1, 2, 7]);
    expect(await listNumbers(other, "a", {}, 0, { status: "active" })).toEqual([3]);
    expect(await listNumbers(other, "a", {}, 0, { status: "x' OR 1=1 --" })).toEqual([]);
  },

  "returns any page of a list, whatever its length": async ({ store }) => {
    const numbers = Array.from({ length: 1203 }, (_, number) => number);
    await Promise.all(
      numbers.map(async (number) => {
        const status = number % 2 === 0 ? "active" : "paused";
        const metadata: Record<string, string> = number % 3 === 0 ? { env: "prod" } : {};
        await store.addSandbox(recordOf("a", number, { status, metadata }));
      }),
    );
    const most = Number.MAX_SAFE_INTEGER;
    for (const [filter, status, all] of [
      [{}, undefined, numbers],
      [{}, "paused", numbers.filter((number) => number % 2 === 1)],
      [{ env: "prod" }, undefined, numbers.filter((number) => number % 3 === 0)],
      [{ env: "prod" }, "active", numbers.filter((number) => number % 6 === 0)],
    ] as const)
      for (const [limit, offset] of [
        [1, undefined],
        [1, 0],
        [7, 3],
        [100, 99],
        [101, 1],
        [300, 0],
        [301, 100],
        [undefined, 150],
        [10, 1198],
        [10, 1203],
        [most, 2],
        [most, most],
        [1000, 100],
      ]) {
        const found = await listNumbers(store, "a", filter, 0, { status, limit, offset });
        const start = offset ?? 0;
        const wanted = all.slice(start, start + (limit ?? all.length));
        expect({ filter, status, limit, offset, found }).toEqual({
          filter,
          status,
          limit,
          offset,
          found: wanted,
        });
      }
  },

  "shows every change immediately, by any store and after any number of lists": async ({
    store,
    other,
  }) => {
    const look = async (): Promise<string[][]> => {
      const lists: string[][] = [];
      for (const one of [store, store, other, other])
        lists.push((await listAll(one, "a")).map(({ sandbox }) => sandbox.name));
      return lists;
    };
    const four = (...names: string[]): string[][] => [names, names, names, names];
    expect(await look()).toEqual(four());
    for (const one of [store, other]) {
      const record = recordOf("a", 1);
      await one.addSandbox(record);
      expect(await look()).toEqual(four("sandbox 1"));
      await one.replaceSandbox(changed(record, { name: "another" }));
      expect(await look()).toEqual(four("another"));
      await one.removeSandbox("a", idOf(1));
      expect(await look()).toEqual(four());
      await one.addSandbox(recordOf("a", 1, { timeout_seconds: 60 }));
      expect(await look()).toEqual(four("sandbox 1"));
      await one.removeEnded(Date.parse("2026-01-01T00:01:00Z"));
      expect(await look()).toEqual(four());
    }
  },

  "continues when its sandboxes change meanwhile": async ({ store, other }) => {
    const metadata = { env: "prod" };
    for (let number = 0; number < 700; number++)
      await store.addSandbox(recordOf("a", number, { metadata }));
    for (const filter of [undefined, metadata]) {
      const seen: number[] = [];
      for await (const batch of store.listSandboxes("a", queryOf(filter))) {
        seen.push(...batch.map(({ sandbox }) => Number(sandbox.id.slice(-12))));
        if (seen.length !== batch.length) continue;
        const [first] = batch;
        await other.replaceSandbox(changed(first!, { name: "changed" }));
        await other.addSandbox(recordOf("a", 1000, { created_at: "2026-01-02T00:00:00Z" }));
      }
      expect(seen).toEqual(Array.from({ length: 700 }, (_, number) => number));
      await other.removeSandbox("a", idOf(1000));
    }
  },

  "never shows a partial change": async ({ store, other }) => {
    let record = recordOf("a", 1, { metadata: { env: "prod", state: "0" } });
    await store.addSandbox(record);
    const writing = (async () => {
      for (let change = 1; change <= 40; change++) {
        record = changed(record, { metadata: { env: "prod", state: String(change % 2) } });
        await store.replaceSandbox(record);
      }
    })();
    let looks = 0;
    for (let over = false; !over; looks++) {
      over = await Promise.race([
        writing.then(() => true),
        listAll(other, "a", { env: "prod" }).then((found) => {
          expect(found).toHaveLength(1);
          return false;
        }),
      ]);
      const [found] = await listAll(other, "a", { state: "1" });
      if (found) expect(found.sandbox.metadata["state"]).toBe("1");
    }
    expect(looks).toBeGreaterThan(0);
  },
};
