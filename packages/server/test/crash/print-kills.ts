// Kills servers repeatedly, and prints how many acknowledged changes survive: `print-kills.ts [times]`.
// The default is 100 times.
import { surviveKills } from "./survive-kills.ts";
import { type Trial, overPostgres, overSqlite } from "./victims.ts";

const times = Number(process.argv[2] ?? 100);
const trials: Readonly<Record<string, [kills: number, open: () => Promise<Trial | undefined>]>> = {
  "the server, over SQLite": [times, overSqlite],
  "the server, over PostgreSQL": [times, async () => await overPostgres("server")],
  "PostgreSQL itself": [Math.ceil(times / 5), async () => await overPostgres("database")],
};

console.log("| what is killed | times | acknowledged | lost or half | unanswered | of them done |");
console.log("|---|--:|--:|--:|--:|--:|");
for (const [title, [kills, open]] of Object.entries(trials)) {
  const trial = await open();
  if (!trial) continue;
  try {
    const tally = await surviveKills(trial, kills);
    const { acknowledged, problems, unanswered, kept } = tally;
    const figures = [kills, acknowledged, problems.length, unanswered, kept];
    console.log(`| ${[title, ...figures.map((n) => n.toLocaleString("en"))].join(" | ")} |`);
    for (const problem of problems) console.error(problem);
    if (problems.length > 0) process.exitCode = 1;
  } finally {
    await trial.clear();
  }
}
