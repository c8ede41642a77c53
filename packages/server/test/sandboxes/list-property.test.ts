import type { Sandbox } from "@sandboxes/schema";
import {
  createApp,
  createKey,
  createMemoryStore,
  createRecord,
  createTeam,
} from "@sandboxes/server";
import fc from "fast-check";
import { expect, it } from "vitest";

// Later times are whole microseconds, so the expected order needs no parsing of date-times.
const start = Date.parse("2026-01-01T00:00:00Z");
const second = 1_000_000;
const now = 10 * second;

/** Few values, so that filters match sandboxes. Each is a likely source of errors. */
const text = fc.oneof(
  fc.constantFrom("a", "b", "a&b=c", "é", "+", "a b", "%41", "💩", "__proto__", "constructor"),
  fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 3 })
    .filter((each) => !each.includes("\0")),
);
const key = text.filter((name) => !/^(?:superserve\.|_superserve)/i.test(name));
const value = fc.oneof({ weight: 3, arbitrary: fc.constantFrom("", "1", "x=y&z", "ü") }, text);
const pairs = fc
  .uniqueArray(fc.tuple(key, value), { maxLength: 3, selector: ([name]) => name })
  .map((entries) => Object.fromEntries(entries));

const created = fc
  .tuple(fc.nat({ max: 3 }), fc.constantFrom(0, 1, 10, 500_000, 999_999))
  .map(([seconds, microseconds]) => seconds * second + microseconds);

const seed = fc.record({
  id: fc.uuid({ version: 4 }),
  team: fc.nat({ max: 2 }),
  created,
  offset: fc.constantFrom(0, 60, -330),
  zeros: fc.constantFrom("", "000"),
  timeout: fc.option(fc.constantFrom(7, 8, 9, 10, 604_800), { freq: 2 }),
  metadata: pairs,
  metadataBefore: fc.option(pairs),
  removed: fc.constantFrom(false, false, false, true),
});
type Seed = typeof seed extends fc.Arbitrary<infer Value> ? Value : never;

/** Writes a time in one of its many valid forms. */
function write({ created: time, offset, zeros }: Seed): string {
  const there = new Date(start + Math.floor(time / second) * 1000 + offset * 60_000);
  const fraction = String(time % second).padStart(6, "0") + zeros;
  const sign = offset < 0 ? "-" : "+";
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const zone = offset === 0 ? "Z" : `${sign}${pad(hours)}:${pad(minutes)}`;
  return `${there.toISOString().slice(0, 19)}.${fraction}${zone}`;
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}

function toSandbox(given: Seed): Sandbox {
  const { id, metadata, timeout } = given;
  const fixed = { name: "any", status: "active", vcpu_count: 1, memory_mib: 512 };
  const cap = timeout === null ? {} : { timeout_seconds: timeout };
  return { id, ...fixed, created_at: write(given), ...cap, metadata };
}

/** Computes the documented result with a scan of all sandboxes. */
function naive(seeds: readonly Seed[], team: number, filter: Record<string, string>): Sandbox[] {
  return seeds
    .filter((each) => each.team === team && !each.removed)
    .filter(({ metadata }) =>
      Object.entries(filter).every(
        ([name, wanted]) => Object.hasOwn(metadata, name) && metadata[name] === wanted,
      ),
    )
    .toSorted((a, b) => b.created - a.created || (a.id < b.id ? -1 : 1))
    .map((each) => {
      const { created: time, timeout } = each;
      const isPaused = timeout !== null && time + timeout * second <= now;
      return { ...toSandbox(each), ...(isPaused && pausedByTimeout) };
    });
}

const pausedByTimeout = {
  status: "paused",
  snapshot_id: expect.stringMatching(/^[\da-f-]{36}$/) as string,
};

it("finds the same sandboxes as a full scan, for any sandboxes of several teams and any filter", async () => {
  let severalFound = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(seed, { maxLength: 25, size: "max", selector: ({ id }) => id }),
      fc.option(pairs, { freq: 1 }),
      fc.nat(),
      fc.nat({ max: 3 }),
      async (seeds, free, pick, length) => {
        // Half of the filters are pairs of an existing sandbox, so that they match.
        const own = seeds[pick % Math.max(1, seeds.length)]?.metadata ?? {};
        const filter = free ?? Object.fromEntries(Object.entries(own).slice(0, length));
        const store = createMemoryStore();
        const teams = [await createTeam(store), await createTeam(store), await createTeam(store)];
        for (const each of seeds) {
          const [team, sandbox] = [teams[each.team]!.id, toSandbox(each)];
          const metadata = each.metadataBefore ?? sandbox.metadata;
          const record = createRecord(team, { ...sandbox, metadata });
          await store.addSandbox(record);
          await store.replaceSandbox({ ...record, sandbox, revision: 1 });
          if (each.removed) await store.removeSandbox(team, sandbox.id);
        }
        const app = createApp({ store, clock: () => start + now / 1000, rateLimit: false });
        const query = new URLSearchParams(
          Object.entries(filter).map(([name, wanted]) => [`metadata.${name}`, wanted]),
        );
        for (const [index, team] of teams.entries()) {
          const { apiKey } = await createKey(store, team);
          const url = `http://localhost/sandboxes?${query}`;
          const response = await app.fetch(new Request(url, { headers: { "X-API-Key": apiKey } }));
          const expected = naive(seeds, index, filter);
          expect(await response.json()).toEqual(expected);
          if (expected.length > 1) severalFound += 1;
        }
      },
    ),
    { numRuns: 200 },
  );
  // Otherwise the test proves little about the order.
  expect(severalFound).toBeGreaterThan(50);
});
