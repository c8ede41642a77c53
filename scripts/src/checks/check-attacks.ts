// Repeats known attacks and faults: on the server (pages, sockets, commands, stores), on codegen (documents)
// and on the client (responses). Prints a line for each, and then the number of attacks and of passes:
// `check-attacks.ts [--fast] [group…]`. `--fast` skips those that take longer than a few seconds.
import { type Attack, type AttackResult, runAttacks } from "../attacks/attack.ts";
import { repository } from "../repository.ts";
import { runCommand } from "../run-command.ts";

const args = process.argv.slice(2);
const isFast = args.includes("--fast");
const wanted = args.filter((arg) => !arg.startsWith("--"));

/** Groups of the server, which run in a separate process. */
const serverGroups = ["commands", "pages", "sockets", "stores"];

const groups: Readonly<
  Record<string, { readonly isFast: boolean; load(): Promise<readonly Attack[]> }>
> = {
  documents: {
    isFast: false,
    load: async () => (await import("../attacks/document-attacks.ts")).documentAttacks,
  },
  responses: {
    isFast: true,
    load: async () => (await import("../attacks/response-attacks.ts")).responseAttacks,
  },
};

async function attackServer(): Promise<AttackResult> {
  const names = wanted.filter((name) => serverGroups.includes(name));
  const flags = isFast ? ["--fast"] : [];
  const command = ["--silent", "--filter", "@sandboxes/server", "attacks", ...flags, ...names];
  const { code, stdout, output } = await runCommand("pnpm", command, { cwd: repository });
  console.log(stdout.trimEnd());
  const [, tried = 0, withstood = 0] =
    /^(\d+) attacks tried, (\d+) withstood$/m.exec(stdout)?.map(Number) ?? [];
  if (code !== 0 && (tried === 0 || tried === withstood)) {
    console.error(output);
    return { tried: tried + 1, withstood };
  }
  return { tried, withstood };
}

const unknown = wanted.filter((name) => !serverGroups.includes(name) && !(name in groups));
if (unknown.length > 0) {
  const known = [...serverGroups, ...Object.keys(groups)].join(", ");
  console.error(`There is no group ${unknown.join(", ")}. There are: ${known}.`);
  process.exit(2);
}
const results: AttackResult[] = [];
if (wanted.length === 0 || wanted.some((name) => serverGroups.includes(name)))
  results.push(await attackServer());
for (const [name, group] of Object.entries(groups))
  if (wanted.length > 0 ? wanted.includes(name) : group.isFast || !isFast)
    results.push(await runAttacks(name, await group.load()));

const tried = results.reduce((sum, result) => sum + result.tried, 0);
const withstood = results.reduce((sum, result) => sum + result.withstood, 0);
console.log(`\nAll: ${tried} attacks tried, ${withstood} withstood`);
process.exitCode = tried > 0 && tried === withstood ? 0 : 1;
