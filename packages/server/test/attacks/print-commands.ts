// Attacks the server with commands, and prints one line per attack: `print-commands.ts [part of a name]`.
import { commandAttacks } from "./commands.ts";

const [, , part = ""] = process.argv;
for (const { name, run } of commandAttacks.filter((attack) => attack.name.includes(part))) {
  const { withstood, figure } = await run();
  console.log(`${withstood ? "withstood" : "FAILED   "} ${name}: ${figure}`);
  if (!withstood) process.exitCode = 1;
}
