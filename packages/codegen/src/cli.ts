import { explainError } from "./cli/explain-error.ts";
import { exitCodes } from "./cli/exit-codes.ts";
import { helpText } from "./cli/help.ts";
import { type Output, processOutput } from "./cli/output.ts";
import { type Arguments, type Job, parseArguments } from "./cli/parse-arguments.ts";
import { packageVersion } from "./cli/package-version.ts";

type Run = (job: Job, output: Output) => Promise<number>;

/** The commands, each loaded when it runs. */
const commands: Readonly<Record<string, () => Promise<Run>>> = {
  init: async () => (await import("./cli/commands/init.ts")).runInit,
  generate: async () => (await import("./cli/commands/generate.ts")).runGenerate,
  check: async () => (await import("./cli/commands/check.ts")).runCheck,
  watch: async () => (await import("./cli/commands/watch.ts")).runWatch,
};

/**
 * Runs the command line.
 *
 * @param argv the arguments, without the program's name
 * @param output where to print
 * @default output is the output of this process
 * @returns the exit code: 0 on success, 1 if a document was rejected, 2 if the arguments or the
 *   configuration are wrong, 3 if `check` found a difference
 * @example
 * process.exitCode = await main(["generate", "openapi.yaml", "--out", "src"]);
 */
export async function main(
  argv: readonly string[],
  output: Output = processOutput(),
): Promise<number> {
  try {
    return await run(parseArguments(argv), output);
  } catch (error) {
    const explanation = explainError(error);
    if (explanation === undefined) throw error;
    output.err(explanation.message);
    return explanation.code;
  }
}

async function run(parsed: Arguments, output: Output): Promise<number> {
  if (parsed.kind === "version") output.out(packageVersion());
  else if (parsed.kind === "help") output.out(helpText(parsed.command));
  else {
    const command = await commands[parsed.command]?.();
    return (await command?.(parsed.job, output)) ?? exitCodes.usage;
  }
  return exitCodes.ok;
}
