import { createBashRuntime } from "@sandboxes/server/just-bash";
import type { Attack } from "../attack.ts";
import { median, serve } from "./served.ts";

/** Attacks by a team that uses all slots. */
export const busyTeamAttacks: readonly Attack[] = [
  {
    name: "busy: another team's echo while 16 commands of one team sleep",
    run: async () => {
      await using server = await serve(undefined, { runtime: createBashRuntime() });
      const [busy, other] = [await server.join(), await server.join()];
      await other.exec("true");
      const alone = await other.exec("echo hi");
      const end = new AbortController();
      const sleeping = Array.from({ length: 16 }, async () =>
        busy.exec("sleep 60", {}, end.signal).catch(() => undefined),
      );
      await new Promise((resolve) => setTimeout(resolve, 500));
      const { status, stdout, ms } = await other.exec("echo hi");
      end.abort();
      await Promise.all(sleeping);
      return {
        withstood: status === 200 && stdout === "hi\n" && ms < 5000,
        figure: `${ms.toFixed(0)} ms (${alone.ms.toFixed(0)} ms alone)`,
      };
    },
  },
  {
    name: "busy: a command for which no slot becomes free",
    run: async () => {
      await using server = await serve(undefined, {
        runtime: createBashRuntime({ maxCommands: 1 }),
      });
      const team = await server.join();
      const end = new AbortController();
      const sleeping = team.exec("sleep 60", {}, end.signal).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const { status, ms } = await team.exec("echo hi", { timeout_s: 1 });
      end.abort();
      await sleeping;
      return { withstood: status === 503, figure: `status ${status} after ${ms.toFixed(0)} ms` };
    },
  },
  {
    name: "busy: a command after 300 that were aborted",
    run: async () => {
      await using server = await serve(undefined, { runtime: createBashRuntime() });
      await using unharmed = await serve(undefined, { runtime: createBashRuntime() });
      const [team, other] = [await server.join(), await unharmed.join()];
      await team.exec("true");
      for (let round = 0; round < 30; round += 1) {
        const end = new AbortController();
        const command = round % 2 === 0 ? "sleep 60" : "while true; do :; done";
        const runs = Array.from(
          { length: 10 },
          async () => await team.exec(command, {}, end.signal).catch(() => undefined),
        );
        await new Promise((resolve) => setTimeout(resolve, 20));
        end.abort();
        await Promise.all(runs);
      }
      await Promise.all([team.exec("true"), other.exec("true")]);
      // In turns, so that other programs slow both down.
      const [after, fresh]: [number[], number[]] = [[], []];
      for (let count = 0; count < 25; count += 1) {
        after.push((await team.exec("true")).ms);
        fresh.push((await other.exec("true")).ms);
      }
      const [next, first] = [median(after), median(fresh)];
      return {
        withstood: next < first * 1.5 + 10,
        figure: `${next.toFixed(1)} ms, and ${first.toFixed(1)} ms on a new server`,
      };
    },
  },
  {
    name: "busy: shutdown while commands sleep",
    run: async () => {
      const server = await serve(undefined, { runtime: createBashRuntime() });
      const team = await server.join();
      await team.exec("true");
      const running = team.exec("echo kept > file; sleep 60");
      await new Promise((resolve) => setTimeout(resolve, 500));
      const start = performance.now();
      await server.close();
      const ms = performance.now() - start;
      const { status } = await running;
      return {
        withstood: status === 503 && ms < 5000,
        figure: `closed in ${ms.toFixed(0)} ms, the command got ${status}`,
      };
    },
  },
];
