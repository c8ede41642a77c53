import { createBashRuntime } from "@sandboxes/server/just-bash";
import type { Attack } from "../attack.ts";
import { type Caller, describeReaction, maxBlockMs, median, serve, watchServer } from "./served.ts";

const fill =
  "printf '%010000000d' 0 > 1; for i in 2 3 4 5 6; do cp 1 $i; done; du -sb . 2> /dev/null; ls | wc -l";

/** The extra time for a command that uses no files on a disk of 60 MB, in milliseconds. */
const maxExtraMs = 20;

/** Attacks by large disks. */
export const diskAttacks: readonly Attack[] = [
  {
    name: "disks: `true` with a disk of 60 MB",
    run: async () => {
      await using server = await serve(undefined, { runtime: createBashRuntime() });
      const [empty, full] = [await server.join(), await server.join()];
      await full.exec(fill);
      const [plain, extra] = [await timeOf(empty), await timeOf(full)];
      return {
        withstood: extra - plain <= maxExtraMs,
        figure: `${extra.toFixed(1)} ms, and ${plain.toFixed(1)} ms on an empty disk`,
      };
    },
  },
  {
    name: "disks: the thread of the server while 60 MB are written, saved and read",
    run: async () => {
      await using server = await serve(undefined, { runtime: createBashRuntime() });
      const team = await server.join();
      await team.exec("true");
      const reaction = await watchServer(server.url, async () => {
        await team.exec(fill);
        await team.exec("cat * | wc -c; md5sum *");
      });
      return { withstood: reaction.block < maxBlockMs, figure: describeReaction(reaction) };
    },
  },
  {
    name: "disks: memory of eight sandboxes with disks of 60 MB",
    run: async () => {
      await using server = await serve(undefined, { runtime: createBashRuntime() });
      const before = process.memoryUsage.rss();
      const teams = await Promise.all(Array.from({ length: 8 }, async () => await server.join()));
      for (const team of teams) await team.exec(fill);
      await Promise.all(teams.map(async (team) => await team.exec("true; sleep 1")));
      const grown = (process.memoryUsage.rss() - before) / 2 ** 20;
      return {
        // The store in memory holds 480 MB of this.
        withstood: grown < 1500,
        figure: `${grown.toFixed(0)} MiB more, of which 458 MiB are the store's`,
      };
    },
  },
];

async function timeOf(team: Caller): Promise<number> {
  const all: number[] = [];
  for (let count = 0; count < 15; count += 1) all.push((await team.exec("true")).ms);
  return median(all);
}
