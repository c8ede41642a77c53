// Runs the attacks on the server and prints one line for each: `print-attacks.ts [--fast] [group…]`.
// The last line counts them. `--fast` leaves out the groups that take longer than seconds.
import type { Attack, AttackResult } from "./attack.ts";

interface Group {
  readonly isFast: boolean;
  load(): Promise<readonly Attack[]>;
  /** Stops what all attacks of the group use. */
  stop?(): Promise<void>;
}

const groups: Readonly<Record<string, Group>> = {
  commands: {
    isFast: false,
    load: async () => (await import("./command-attacks.ts")).commandAttacks,
  },
  pages: {
    isFast: false,
    load: async () => (await import("./page-attacks.ts")).pageAttacks,
    stop: async () => await (await import("./page-attacks.ts")).closeChromium(),
  },
  sockets: {
    isFast: true,
    load: async () => (await import("./socket-attacks.ts")).socketAttacks,
  },
  stores: {
    isFast: false,
    load: async () => (await import("./store-attacks.ts")).storeAttacks,
  },
};

const args = process.argv.slice(2);
const isFastOnly = args.includes("--fast");
const wanted = args.filter((arg) => !arg.startsWith("--"));
let [tried, withstood] = [0, 0];
for (const [group, { isFast, load, stop }] of Object.entries(groups)) {
  if (wanted.length > 0 ? !wanted.includes(group) : isFastOnly && !isFast) continue;
  for (const { name, run } of await load()) {
    const result: AttackResult = await run().catch((error: unknown) => ({
      withstood: false,
      figure: String(error),
    }));
    const { tried: count = 1, failed = result.withstood ? 0 : 1 } = result;
    tried += count;
    withstood += count - failed;
    console.log(`${result.withstood ? "✓" : "✗"} ${group}: ${name}: ${result.figure}`);
  }
  await stop?.();
}
console.log(`${tried} attacks tried, ${withstood} withstood`);
process.exitCode = tried > 0 && withstood === tried ? 0 : 1;
