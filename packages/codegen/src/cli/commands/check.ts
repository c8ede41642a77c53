import type { Drift } from "../../drift/check.ts";
import { exitCodes } from "../exit-codes.ts";
import { loadJob } from "../load-job.ts";
import type { Output } from "../output.ts";
import type { Job } from "../parse-arguments.ts";

/** Differences that generating again does not remove. */
const beyondGenerate: ReadonlySet<Drift["reason"]> = new Set([
  "unsound",
  "no-git",
  "edited-orphan",
]);

/** Runs `check`. @returns the exit code */
export async function runCheck(job: Job, output: Output): Promise<number> {
  const { config, base } = await loadJob(job);
  const { check, describeDrift } = await import("../../drift/check.ts");
  const git = job.git ?? !["", "0", "false"].includes(process.env["CI"] ?? "");
  const drifts = await check(config, base, { git });
  for (const drift of drifts) output.err(describeDrift(drift));
  // Without git there is still the comparison; only an explicit --git makes its absence a failure.
  const serious = drifts.filter(({ reason }) => reason !== "no-git" || job.git === true);
  if (serious.length === 0) {
    output.out("Every generated file is up to date.");
    return exitCodes.ok;
  }
  if (serious.some(({ reason }) => !beyondGenerate.has(reason)))
    output.err("\nRun `sandboxes-codegen generate`, and commit what it writes.");
  return serious.every(({ reason }) => reason === "unsound") ? exitCodes.rejected : exitCodes.drift;
}
