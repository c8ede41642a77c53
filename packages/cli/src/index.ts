import { run } from "./cli.ts";
import type { Output } from "./command.ts";
import { UsageError } from "./usage-error.ts";

const streams: Output = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
};

/**
 * Runs the command line.
 *
 * @param argv the arguments, without the program's name
 * @returns the exit code: 0, 1 when it could not be done, 2 when it could not be understood
 * @example
 * process.exitCode = await main(["serve", "--port", "8080"]);
 */
export async function main(argv: readonly string[], output: Output = streams): Promise<number> {
  try {
    await run(argv, output);
    return 0;
  } catch (error) {
    output.err(error instanceof Error ? error.message : String(error));
    return UsageError.isInstance(error) ? 2 : 1;
  }
}
