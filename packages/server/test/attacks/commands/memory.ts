import { createBashRuntime } from "@sandboxes/server/just-bash";
import type { Attack } from "../attack.ts";
import { type Caller, serve } from "./served.ts";

/**
 * The maximum memory of one command, in MiB: 256 for values, 32 for short-lived values, 160 for buffers, 64
 * for its disk, and some for the thread and for late measurements.
 */
const maxMiB = 640;

/** Commands that grow as fast as they can. */
const bombs: Readonly<Record<string, string>> = {
  "a doubled string": 'x=0123456789; while :; do x="$x$x"; done',
  "a list that grows": "i=0; while :; do a[$i]=$i$i$i$i$i$i; i=$((i+1)); done",
  braces: "echo {1..99999}{1..99999} | wc -c",
  "awk, a string": "awk 'BEGIN { s = \"0123456789\"; while (1) s = s s }'",
  "awk, a list": "awk 'BEGIN { while (1) a[i++] = \"0123456789\" i }'",
  "printf, a width": "printf '%999999999d' 1 | wc -c",
  "printf, many": "for i in {1..60}; do printf '%09999999d' 1; done | sort | wc -c",
  seq: "seq 1 999999999 | sort -r | head -1",
  "sed, the hold space": "yes 2> /dev/null | head -1; seq 1 2000000 | sed 'H;G;H;G' | wc -c",
  jq: "jq -n '[range(1e9)] | length'",
  "jq, a string": `jq -n '"0123456789" | until(false; . + .)'`,
  "a gzip bomb":
    "head -c 60000000 /dev/zero > z; cat big | gzip > g; cat g g g g g g g g | gunzip | wc -c",
  "a tar of itself": "tar cf a.tar big big big big; tar cf b.tar a.tar; tar tf b.tar",
  "sort, of a large file": "cat big big | sort | uniq -c | wc -l",
  "tr, of a large file": "cat big big big big | tr 0-9 a-j | base64 | wc -c",
  substitution: 'x=$(cat big); y="$x$x$x$x"; z="${y//0/0123456789}"; echo ${#z}',
  recursion: "f() { f; f; }; f",
  sqlite3:
    "sqlite3 x.db 'with recursive t(x) as (select 1 union all select x + 1 from t) select group_concat(zeroblob(1000000)) from t'",
};

/** Programs that end the attack, or the shell that runs it. */
const skipped = new Set(["sleep", "timeout", "true", "false"]);

/** @returns the peak growth of the process's memory during some work, in MiB */
async function growth(before: number, work: () => Promise<unknown>): Promise<number> {
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss() - before);
  }, 5);
  await work();
  clearInterval(timer);
  return most / 2 ** 20;
}

async function prepare(team: Caller): Promise<string[]> {
  const made = await team.exec(
    "printf '%01999999d' 1 > part; cat part part part part part part part part part part > big; rm part; wc -c < big",
  );
  if (made.stdout !== "19999990\n") throw new Error(`There is no large file: ${made.stderr}`);
  const { stdout = "" } = await team.exec("ls /bin");
  return stdout.split("\n").filter((name) => name !== "" && !skipped.has(name));
}

/** Attacks by commands that use much memory: every program, and known ways to grow. */
export const memoryAttacks: readonly Attack[] = [
  {
    name: "memory: the worst of all programs",
    run: async () => {
      await using server = await serve(undefined, { runtime: createBashRuntime() });
      const team = await server.join();
      await team.exec("true");
      const before = process.memoryUsage.rss();
      const programs = await prepare(team);
      let worst = { name: "", grown: 0 };
      const all = [
        ...programs.map((name) => [name, `${name} big big < big | wc -c`] as const),
        ...Object.entries(bombs),
      ];
      for (const [name, command] of all) {
        const grown = await growth(before, async () => await team.exec(command, { timeout_s: 3 }));
        if (grown > worst.grown) worst = { name, grown };
        if (process.env["SHOW_MEMORY"]) process.stderr.write(`${name} ${grown.toFixed(0)} MiB\n`);
      }
      const { status, stdout } = await team.exec("echo alive");
      return {
        withstood: worst.grown < maxMiB && status === 200 && stdout === "alive\n",
        figure: `${worst.grown.toFixed(0)} MiB (${worst.name}) of at most ${maxMiB}, over ${all.length} commands`,
      };
    },
  },
];
