import { readFile } from "node:fs/promises";
import type { Command, Output } from "./command.ts";
import { UsageError } from "./usage-error.ts";

// Each command is imported only when it runs, so that no command loads the code of another.
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import("./commands/serve.ts")).serve,
  keys: async () => (await import("./commands/keys.ts")).keys,
  conformance: async () => (await import("./commands/conformance.ts")).conformance,
};

const usage = `Usage: sandboxes COMMAND [OPTIONS]

  serve           run the API on this machine
  keys            create, list and revoke API keys
  conformance     check a deployment of the API against its spec

  -h, --help      this text
  -v, --version   the version of this program

For the options of a command: sandboxes COMMAND --help`;

/**
 * Finds the command and runs it.
 *
 * @throws {UsageError} if the command does not exist or does not accept the arguments
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

/** Returns the version of this package. The manifest is one folder up, in the source and in the build. */
async function readVersion(): Promise<string> {
  const text = await readFile(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
