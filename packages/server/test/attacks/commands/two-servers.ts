import { startBackends } from "../../stores/start-backends.ts";
import type { Attack } from "../attack.ts";
import { serve } from "./served.ts";

/** Faults of two servers that run commands of one sandbox at once. */
export const twoServerAttacks: readonly Attack[] = ["SQLite", "PostgreSQL"].map((name) => ({
  name: `two servers: 10 parallel commands of one sandbox (${name})`,
  run: async () => {
    const { backends, stop } = await startBackends();
    try {
      const backend = backends.find((each) => each.name === name);
      if (!backend) throw new Error(`There is no ${name} here.`);
      const place = await backend.create();
      try {
        await using first = await serve(await place.connect());
        await using second = await serve(await place.connect());
        const team = await first.join();
        const servers = [team, second.as(team)];
        const results = await Promise.all(
          Array.from({ length: 10 }, async (_, n) =>
            servers[n % 2]!.exec(`echo ${n} > file${n}; echo ${n} >> all`),
          ),
        );
        const { stdout } = await team.exec("echo file* | wc -w; wc -l < all");
        const failed = results.filter(({ status }) => status !== 200).length;
        return {
          withstood: failed === 0 && stdout === "10\n10\n",
          figure: `${stdout?.trim().replace("\n", " files and ")} lines kept, ${failed} commands failed`,
        };
      } finally {
        await place.clear();
      }
    } finally {
      await stop();
    }
  },
}));
