// Runs the vendor's SDKs against our server. Prints the operations that work, and those that cannot work
// because our contract does not have them. Needs the npm registry and PyPI for the first run.
import { createTestApi } from "@sandboxes/test-utils";
import { runJavaScriptCases } from "../sdks/javascript-cases.ts";
import { judgeCase } from "../sdks/judge-case.ts";
import { findPython, pythonSdk, runPythonCases } from "../sdks/python-sdk.ts";
import type { CaseResult, Target } from "../sdks/sdk-case.ts";
import { unsupported } from "../sdks/unsupported.ts";

// The SDKs have operations that this contract does not have.
const api = await createTestApi({ strict: false, shell: true });
await using listener = await api.listen();
const counts = { passed: 0, failed: 0, skipped: 0 };

/** Runs the cases of one SDK as a separate team and prints the result of each. */
async function check(sdk: string, run: (target: Target) => Promise<CaseResult[]>): Promise<void> {
  const { apiKey } = await api.addTeam();
  let results: CaseResult[];
  try {
    results = await run({ baseUrl: listener.url, apiKey });
  } catch (error) {
    console.log(`✗ ${sdk}: ${error instanceof Error ? error.message : String(error)}`);
    counts.failed += 1;
    return;
  }
  console.log(sdk);
  for (const result of results) {
    const problem = judgeCase(result);
    const missing = unsupported[result.name];
    const note = missing ? `not in our contract: ${missing.needs}` : "works";
    console.log(`  ${problem ? "✗" : missing ? "–" : "✓"} ${result.name}: ${problem ?? note}`);
    counts[problem ? "failed" : "passed"] += 1;
  }
}

await check("@superserve/sdk for JavaScript", runJavaScriptCases);
for (const version of ["3.9", "3.10", "3.11"]) {
  const sdk = `superserve ${pythonSdk} on Python ${version}`;
  const program = await findPython(version);
  if (program !== undefined) {
    await check(sdk, (target) => runPythonCases(program, version, target));
  } else {
    console.log(`SKIPPED ${sdk}: there is no python${version} on this machine`);
    counts.skipped += 1;
  }
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 ? 1 : 0;
