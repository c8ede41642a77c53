import { findConfig } from "../../config/load-config.ts";
import { explainError } from "../explain-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { override } from "../load-job.ts";
import type { Output } from "../output.ts";
import type { Job } from "../parse-arguments.ts";
import { printGeneration } from "./generate.ts";

/** Runs `watch` until a signal or the end of its reader. @returns the exit code */
export async function runWatch(job: Job, output: Output): Promise<number> {
  const { watch } = await import("../../watch/watch.ts");
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  // Once each: a second Ctrl-C ends a run that does not end by itself.
  process.once("SIGINT", stop).once("SIGTERM", stop);
  output.unread?.addEventListener("abort", stop);
  try {
    await watch(job.config ?? findConfig(process.cwd()), {
      signal: controller.signal,
      override: (config) => override(config, job),
      onGenerate: (generation) => {
        printGeneration(generation, output, job);
        const { written, removed, duration } = generation;
        const what = written.length + removed.length === 0 ? "Nothing to write" : "Done";
        output.out(`${what}, after ${Math.round(duration)} ms. Waiting for the next save.`);
      },
      onProblems: (error) =>
        output.err(`${explainError(error)?.message ?? error.stack}\nWaiting for the next save.`),
    });
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
  return exitCodes.ok;
}
