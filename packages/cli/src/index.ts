import { run } from "./cli.ts";
import type { Output } from "./command.ts";
import { UsageError } from "./usage-error.ts";

const streams: Output = {
  out: (text) => write(process.stdout, text),
  err: (text) => write(process.stderr, text),
};

/** Writes a line. A server keeps running if the reader closes the pipe, as `head -1` does. */
function write(stream: NodeJS.WriteStream, text: string): void {
  if (stream.listenerCount("error", ignoreReaderGone) === 0) stream.on("error", ignoreReaderGone);
  stream.write(`${text}\n`);
}

function ignoreReaderGone(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

/**
 * Runs the command line.
 *
 * @param argv the arguments, without the program's name
 * @returns the exit code: 0 for success, 1 for a failure, 2 for an invalid command line
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
