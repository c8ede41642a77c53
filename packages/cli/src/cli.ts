import { readFile } from "node:fs/promises";
import type { Command, Output } from "./command.ts";
import { UsageError } from "./usage-error.ts";

// Loaded when they are called, so that none pays for another.
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import("./commands/serve.ts")).serve,
};

const usage = `Usage: sandboxes COMMAND [OPTIONS]

  serve           run the API on this machine

  -h, --help      this text
  -v, --version   the version of this program

sandboxes COMMAND --help says more.`;

/**
 * Finds the command and runs it.
 *
 * @throws {UsageError} when there is no such command, or it does not take what it is given
 */
export async function run([name, ...argv]: readonly string[], output: Output): Promise<void> {
  if (name === "--help" || name === "-h") {
    output.out(usage);
    return;
  }
  if (name === "--version" || name === "-v") {
    output.out(await readVersion());
    return;
  }
  if (name === undefined || !Object.hasOwn(commands, name))
    throw new UsageError(name === undefined ? usage : `There is no command ${name}.\n\n${usage}`);
  const command = await commands[name]!();
  if (argv.includes("--help") || argv.includes("-h")) output.out(command.usage);
  else await command.run(argv, output);
}

/** @returns the version of this package. Its manifest lies one folder up, as it is written and as it is built. */
async function readVersion(): Promise<string> {
  const text = await readFile(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
