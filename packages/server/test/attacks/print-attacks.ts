// Runs the attacks on the server and prints one line for each: `print-attacks.ts [--fast] [group…]`.
// The last line counts them. `--fast` leaves out the groups that take longer than seconds.
import type { Attack } from "./attack.ts";

interface Group {
  readonly isFast: boolean;
  load(): Promise<readonly Attack[]>;
}

const groups: Readonly<Record<string, Group>> = {
  commands: {
    isFast: false,
    load: async () => (await import("./command-attacks.ts")).commandAttacks,
  },
  sockets: {
    isFast: true,
    load: async () => (await import("./socket-attacks.ts")).socketAttacks,
  },
};

const args = process.argv.slice(2);
const isFastOnly = args.includes("--fast");
const wanted = args.filter((arg) => !arg.startsWith("--"));
let [tried, withstood] = [0, 0];
for (const [group, { isFast, load }] of Object.entries(groups)) {
  if (wanted.length > 0 ? !wanted.includes(group) : isFastOnly && !isFast) continue;
  for (const { name, run } of await load()) {
    const result = await run().catch((error: unknown) => ({
      withstood: false,
      figure: String(error),
    }));
    tried += 1;
    if (result.withstood) withstood += 1;
    console.log(`${result.withstood ? "✓" : "✗"} ${group}: ${name}: ${result.figure}`);
  }
}
console.log(`${tried} attacks tried, ${withstood} withstood`);
process.exitCode = tried > 0 && withstood === tried ? 0 : 1;
