import { createApp, createKey, createMemoryStore, createTeam } from "@sandboxes/server";
import { createSqliteStore } from "@sandboxes/server/sqlite";
import { expect, it, onTestFinished, vi } from "vitest";
import { recordOf } from "./records.ts";

const count = 20_000;

/** Counts the turns of the event loop until some work is done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let [turns, isOver] = [0, false];
  const turn = (): void => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  isOver = true;
  return turns;
}

it.each([
  ["memory", async () => createMemoryStore()],
  ["SQLite", async () => await createSqliteStore({ path: ":memory:" })],
])(
  "long lists and sweeps of %s let other requests run",
  async (_, open) => {
    // Each look at the clock takes a millisecond, so that the test is the same on every machine.
    let elapsed = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => (elapsed += 1));
    onTestFinished(() => clock.mockRestore());
    const store = await open();
    const { id } = await createTeam(store, "a");
    const { apiKey } = await createKey(store, { id });
    for (let number = 0; number < count; number++)
      await store.addSandbox(recordOf(id, number, { timeout_seconds: 60, metadata: { a: "b" } }));
    const now = Date.parse("2026-01-01T00:00:30Z");
    const app = createApp({ store, rateLimit: false, clock: () => now });
    for (const query of ["", "?metadata.a=b"]) {
      let length = 0;
      const turns = await turnsDuring(async () => {
        const headers = { "X-API-Key": apiKey };
        const request = new Request(`http://localhost/sandboxes${query}`, { headers });
        const response = await app.fetch(request);
        length = ((await response.json()) as unknown[]).length;
      });
      expect(length).toBe(count);
      expect(turns).toBeGreaterThan(4);
    }
    let removed = 0;
    const turns = await turnsDuring(async () => {
      removed = (await store.removeEnded(Number.POSITIVE_INFINITY)).length;
    });
    expect(removed).toBe(count);
    expect(turns).toBeGreaterThan(4);
    await store.close();
  },
  60_000,
);
