import { describe, expect, it } from "vitest";
import { type Trial, overPostgres, overSqlite } from "./victims.ts";
import { surviveKills } from "./survive-kills.ts";

// `pnpm run kills` repeats this a hundred times.
describe.each<[title: string, kills: number, open: () => Promise<Trial | undefined>]>([
  ["a server over SQLite", 6, overSqlite],
  ["a server over PostgreSQL", 6, async () => await overPostgres("server")],
  ["the PostgreSQL under a server", 2, async () => await overPostgres("database")],
])("kill -9 of %s", (_, kills, open) => {
  it("loses no acknowledged change, and leaves no partial change", async (context) => {
    const trial = await open();
    if (!trial) return context.skip("there is no PostgreSQL on this machine");
    try {
      const tally = await surviveKills(trial, kills);
      const { problems, acknowledged, unanswered } = tally;
      expect(problems).toEqual([]);
      // A server fails without its database.
      const failed = trial.what === "server" ? tally.failed : 0;
      expect(failed).toBe(0);
      expect(acknowledged).toBeGreaterThan(kills * 20);
      // Otherwise no change was in progress at a kill.
      expect(unanswered).toBeGreaterThan(kills);
    } finally {
      await trial.clear();
    }
  }, 180_000);
});
