import { relative } from "node:path";
import { describeSummary } from "../../document-summary.ts";
import type { Generation } from "../../generate.ts";
import { exitCodes } from "../exit-codes.ts";
import { loadJob } from "../load-job.ts";
import type { Output } from "../output.ts";
import type { Job } from "../parse-arguments.ts";
import { printWarnings } from "../print-problems.ts";

/** Runs `generate`. @returns the exit code */
export async function runGenerate(job: Job, output: Output): Promise<number> {
  const { config, base } = await loadJob(job);
  const { generate } = await import("../../generate.ts");
  const generation = await generate(config, base);
  printGeneration(generation, output, job);
  const { unchanged } = generation;
  if (unchanged > 0)
    output.out(`${unchanged} ${unchanged === 1 ? "file was" : "files were"} up to date`);
  for (const summary of generation.summaries) output.out(describeSummary(summary));
  return exitCodes.ok;
}

/** Prints the files that were written and removed, and the warnings. */
export function printGeneration(
  { written, removed, kept, warnings }: Generation,
  output: Output,
  { allWarnings }: Pick<Job, "allWarnings">,
): void {
  for (const file of written) output.out(`wrote ${relative(process.cwd(), file)}`);
  for (const file of removed) output.out(`removed ${relative(process.cwd(), file)}`);
  for (const file of kept)
    output.err(
      `kept ${relative(process.cwd(), file)}: nothing generates it any more, but it was edited by hand. Delete it, or the lines at its top that say it is generated.`,
    );
  printWarnings(warnings, output, { all: allWarnings });
}
