import type { Sandbox } from "@sandboxes/schema";
import { type Store, createMemoryStore } from "@sandboxes/server";
import fc from "fast-check";
import { expect } from "vitest";
import type { Backend } from "./backends.ts";
import { changed, idOf, listAll, recordOf } from "./records.ts";

/** A call of a store. The test compares the result, or the message of the error. */
interface Step {
  readonly title: string;
  readonly run: (store: Store) => Promise<unknown>;
}

// Few values, so that steps affect each other. Each is a likely source of errors.
const team = fc.constantFrom("a", "a", "a", "b", "b", "none");
const number = fc.nat({ max: 4 });
const now = fc.constantFrom(0, 60_000, 61_000, 120_000);
const text = fc.constantFrom("", "x", "X", "é", "a\0b", "\ud83d", '"', "\\u0000", "__proto__");
const metadata = fc
  .uniqueArray(fc.tuple(text, fc.constantFrom("", "1", "\0")), {
    maxLength: 3,
    selector: ([key]) => key,
  })
  .map((pairs) => Object.fromEntries(pairs));
const created_at = fc.constantFrom(
  "1970-01-01T00:00:00Z",
  "1970-01-01T01:00:00+01:00",
  "1970-01-01T00:00:00.5Z",
  "1970-01-01T00:00:00.50000001Z",
  "1970-01-01T00:01:00Z",
);
const fields: fc.Arbitrary<Partial<Sandbox>> = fc.record(
  {
    metadata,
    created_at,
    timeout_seconds: fc.constantFrom(1, 60, 61),
    name: text,
    status: fc.constantFrom("active", "paused", "resuming"),
  },
  { requiredKeys: [] },
);
const status = fc.constantFrom("active", "paused", "resuming");
const page = fc.record(
  { status, limit: fc.constantFrom(1, 2, 100), offset: fc.nat({ max: 3 }) },
  { requiredKeys: [] },
);
/** Times at which a record changes by itself. */
const changes = fc.record(
  { activeAt: now, timeout: fc.record({ at: now, snapshotId: fc.constant(idOf(9)) }) },
  { requiredKeys: [] },
);
const content = fc.uint8Array({ maxLength: 4 });
const cap = fc.option(fc.record({ sandboxes: fc.constantFrom(0, 1, 3, Infinity), now }), {
  nil: undefined,
});
const hash = fc.constantFrom("h", "i", "j");

function step<Values extends unknown[]>(
  name: string,
  values: { [Index in keyof Values]: fc.Arbitrary<Values[Index]> },
  run: (store: Store, ...values: Values) => Promise<unknown>,
): fc.Arbitrary<Step> {
  return fc.tuple(...values).map((given) => ({
    title: `${name}(${given.map((value) => fc.stringify(value)).join(", ")})`,
    run: async (store) => await run(store, ...(given as unknown as Values)),
  }));
}

const steps = fc.array(
  fc.oneof(
    {
      weight: 1,
      arbitrary: step("addTeam", [team], async (store, id) => await store.addTeam({ id })),
    },
    { weight: 1, arbitrary: step("listTeams", [], async (store) => await store.listTeams()) },
    {
      weight: 1,
      arbitrary: step(
        "addKey",
        [hash, team, fc.boolean()],
        async (store, key, owner, revoked) =>
          await store.addKey({ hash: key, team: owner, revoked }),
      ),
    },
    {
      weight: 1,
      arbitrary: step(
        "updateKey",
        [hash, fc.record({ revoked: fc.boolean(), expiresAt: now }, { requiredKeys: [] })],
        async (store, key, change) => await store.updateKey(key, change),
      ),
    },
    {
      weight: 1,
      arbitrary: step("findKey", [hash], async (store, key) => await store.findKey(key)),
    },
    {
      weight: 1,
      arbitrary: step("listKeys", [team], async (store, owner) => await store.listKeys(owner)),
    },
    {
      weight: 8,
      arbitrary: step(
        "addSandbox",
        [team, number, fields, changes, cap],
        async (store, owner, id, given, times, limit) =>
          await store.addSandbox(
            { ...recordOf(owner, id, given), accessToken: "t", ...times },
            limit,
          ),
      ),
    },
    {
      weight: 1,
      arbitrary: step(
        "findSandbox",
        [team, number],
        async (store, owner, id) => await store.findSandbox(owner, idOf(id)),
      ),
    },
    {
      weight: 6,
      arbitrary: step(
        "replaceSandbox",
        [team, number, fields, fc.nat({ max: 2 })],
        async (store, owner, id, given, late) => {
          const before = (await store.findSandbox(owner, idOf(id))) ?? {
            ...recordOf(owner, id),
            accessToken: "t",
          };
          const after = changed(before, given);
          return await store.replaceSandbox({
            ...after,
            revision: after.revision - (late === 2 ? 1 : 0),
          });
        },
      ),
    },
    {
      weight: 2,
      arbitrary: step(
        "removeSandbox",
        [team, number],
        async (store, owner, id) => await store.removeSandbox(owner, idOf(id)),
      ),
    },
    {
      weight: 1,
      arbitrary: step("removeEnded", [now], async (store, time) =>
        [...(await store.removeEnded(time))].sort((a, b) => (a.id < b.id ? -1 : 1)),
      ),
    },
    {
      weight: 2,
      arbitrary: step(
        "saveDisk",
        [team, number, content],
        async (store, owner, id, disk) => await store.disks.save(owner, idOf(id), disk),
      ),
    },
    {
      weight: 1,
      arbitrary: step("loadDisk", [team, number], async (store, owner, id) => {
        const disk = await store.disks.load(owner, idOf(id));
        return disk && [...disk];
      }),
    },
    {
      weight: 4,
      arbitrary: step(
        "listSandboxes",
        [team, metadata, now, page],
        async (store, owner, filter, time, part) => await listAll(store, owner, filter, time, part),
      ),
    },
  ),
  { maxLength: 60, size: "max" },
);

async function outcome({ run }: Step, store: Store): Promise<unknown> {
  try {
    return await run(store);
  } catch (error) {
    return `rejects: ${String(error)}`;
  }
}

/** Proves that a store behaves like the store in memory for any sequence of calls. */
export async function compareWithMemory({ create }: Backend, numRuns: number): Promise<void> {
  let [calls, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const place = await create();
      const [model, store] = [createMemoryStore(), await place.connect()];
      try {
        for (const id of ["a", "b"])
          await Promise.all([model.addTeam({ id }), store.addTeam({ id })]);
        for (const each of sequence) {
          const wanted = await outcome(each, model);
          const { title: call } = each;
          expect({ call, result: await outcome(each, store) }).toEqual({ call, result: wanted });
          calls += 1;
          if (wanted === false || String(wanted).startsWith("rejects")) refused += 1;
        }
      } finally {
        await place.clear();
      }
    }),
    { numRuns },
  );
  // Otherwise too few calls affected each other.
  expect(refused).toBeGreaterThan(calls / 10);
  expect(refused).toBeLessThan((calls * 2) / 3);
}
