// Runs every check, even after one has failed. Writes progress to stderr and one line with the counts to
// stdout. Each check counts once, and each test counts separately.
import { repository } from "./repository.ts";
import { runCommand } from "./run-command.ts";
import { type Counts, countTests, forgetReports } from "./test-counts.ts";

interface Check {
  readonly name: string;
  run(): Promise<Counts & { readonly note?: string }>;
}

/** Runs a command and returns whether it succeeded. Its output goes to stderr. */
async function succeeds(command: string, ...args: string[]): Promise<boolean> {
  const { code } = await runCommand(command, args, { cwd: repository, show: true });
  return code === 0;
}

function oneOf(passed: boolean): Counts {
  return passed ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

function program(name: string, file: string): Check {
  return { name, run: async () => oneOf(await succeeds("node", `scripts/src/${file}`)) };
}

/** Runs one of our programs that prints its own counts on the last line. */
function countedProgram(name: string, file: string, ...options: string[]): Check {
  return {
    name,
    async run() {
      const args = [`scripts/src/${file}`, ...options];
      const { code, stdout, output } = await runCommand("node", args, { cwd: repository });
      console.error(output);
      const counts = /^(\d+) passed, (\d+) failed, (\d+) skipped$/m
        .exec(stdout)
        ?.slice(1)
        .map(Number);
      if (!counts) return oneOf(false);
      const [passed = 0, failed = 0, skipped = 0] = counts;
      const note = skipped > 0 ? `${skipped} SKIPPED` : undefined;
      return {
        passed,
        failed: code === 0 ? failed : Math.max(failed, 1),
        skipped,
        ...(note && { note }),
      };
    },
  };
}

function rootScript(name: string, ...words: string[]): Check {
  return { name, run: async () => oneOf(await succeeds("pnpm", "--silent", "run", ...words)) };
}

async function runTests(): Promise<Counts & { note: string }> {
  await forgetReports();
  const passed = await succeeds("npm", "--silent", "test");
  const counts = await countTests();
  const note = `${counts.passed} tests passed, ${counts.failed} failed, ${counts.skipped} skipped`;
  // The command can also fail outside of a test, for example in a build tool.
  return { ...counts, failed: passed ? counts.failed : Math.max(counts.failed, 1), note };
}

// Check the generated files first, because the tests would update them.
const checks: readonly Check[] = [
  rootScript("generated files", "check:generated"),
  { name: "tests", run: runTests },
  rootScript("types", "typecheck"),
  rootScript("lint", "lint"),
  rootScript("size", "check:size"),
  rootScript("attacks", "check:attacks", "--fast"),
  rootScript("build", "build"),
  program("packed packages", "checks/check-artifacts.ts"),
  program("examples", "checks/check-examples.ts"),
  countedProgram("your own API", "checks/check-own-api.ts", "--fast"),
  countedProgram("runtimes", "checks/check-runtimes.ts"),
  countedProgram("compilers", "checks/check-compilers.ts"),
  countedProgram("spec edits", "checks/check-spec-edits.ts"),
  program("task graph", "checks/check-graph.ts"),
  program("fresh clone", "checks/check-clone.ts"),
];

const total = { passed: 0, failed: 0, skipped: 0 };
const summary: string[] = [];
for (const check of checks) {
  console.error(`\n━━━ ${check.name}\n`);
  const start = performance.now();
  const { passed, failed, skipped, note } = await check.run();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const sign = failed > 0 ? "✗" : passed > 0 ? "✓" : "SKIPPED";
  summary.push(`${sign} ${check.name} (${seconds} s)${note === undefined ? "" : `: ${note}`}`);
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}

if (total.skipped > 0) summary.push(`${total.skipped} SKIPPED: see the reasons above`);
console.error(`\n━━━ summary\n\n${summary.join("\n")}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
