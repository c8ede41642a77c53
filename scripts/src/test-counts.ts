import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { repository } from "./repository.ts";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

async function foldersWithTests(): Promise<string[]> {
  const packages = await readdir(join(repository, "packages"));
  const folders = ["scripts", ...packages.map((name) => join("packages", name))];
  const tested = await Promise.all(
    folders.map(async (folder) => {
      const text = await readFile(join(repository, folder, "package.json"), "utf8").catch(
        () => "{}",
      );
      return (JSON.parse(text) as { scripts?: { test?: string } }).scripts?.test !== undefined;
    }),
  );
  return folders.filter((_, index) => tested[index]);
}

function reportOf(folder: string): string {
  return join(repository, folder, ".vitest/report.json");
}

/** Removes the reports of earlier runs, so that only new reports count. */
export async function forgetReports(): Promise<void> {
  for (const folder of await foldersWithTests()) await rm(reportOf(folder), { force: true });
}

/**
 * Adds up the Vitest reports of every package with tests. A package without a report counts as one
 * failure, because its tests did not run.
 */
export async function countTests(): Promise<Counts> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const folder of await foldersWithTests()) {
    const text = await readFile(reportOf(folder), "utf8").catch(() => undefined);
    if (text === undefined) {
      console.error(`${folder} has no test report.`);
      counts.failed += 1;
      continue;
    }
    const report = JSON.parse(text) as Report;
    counts.passed += report.numPassedTests;
    counts.failed += report.numFailedTests;
    counts.skipped += report.numPendingTests + report.numTodoTests;
  }
  return counts;
}
