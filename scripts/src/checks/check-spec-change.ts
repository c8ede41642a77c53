// Checks that a change of the spec has its changeset, with bumps that are high enough, and that its
// breaking changes are accepted. Compares with the merge base of the branch and origin/main or main.
import { parseArgs } from "node:util";
import { publishedPackages } from "../packages/published-packages.ts";
import { repository } from "../repository.ts";
import { findGateProblems } from "../spec-change/find-gate-problems.ts";
import { BaseError } from "../spec-change/git-base.ts";
import { isInputProblem } from "../spec-change/is-input-problem.ts";
import { planChange } from "../spec-change/plan-change.ts";

const { values } = parseArgs({ options: { base: { type: "string" } } });
try {
  const plan = await planChange(repository, await publishedPackages(), values);
  const problems = await findGateProblems(repository, plan);
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
} catch (error) {
  if (!isInputProblem(error)) throw error;
  // A copy without history has no change to check. A pull request has history, and must be checked.
  const isCopy = error instanceof BaseError && values.base === undefined;
  const mayBeSkipped = isCopy && !process.env["GITHUB_BASE_REF"];
  console.error(mayBeSkipped ? `SKIPPED: ${error.message}` : error.message);
  process.exitCode = mayBeSkipped ? 0 : 2;
}
