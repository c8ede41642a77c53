import type { Contract } from "../contract/contract.ts";
import { createResponseChecker } from "../matchers/check-response.ts";
import {
  type Check,
  type CheckContext,
  CheckFailure,
  type CheckResult,
  CheckSkipped,
  type Exchange,
  type Report,
  type Target,
} from "./check.ts";
import { createCoverage } from "./coverage.ts";
import { sendCall } from "./send-call.ts";

/** Options for `runChecks`. */
export interface RunOptions {
  readonly contract: Contract;
  readonly target: Target;
  readonly checks: readonly Check[];
  /** Runs after each check, to show progress. */
  readonly onResult?: (result: CheckResult) => void;
}

/**
 * Runs the checks of a suite against a target, one after the other. Each check removes what it created.
 *
 * @returns the results, and which operations, statuses and fields the responses covered
 * @example
 * const report = await runChecks({ contract, target, checks: contractChecks(contract) });
 * console.log(formatReport(report, "text"));
 */
export async function runChecks({
  contract,
  target,
  checks,
  onResult,
}: RunOptions): Promise<Report> {
  const coverage = createCoverage(contract);
  const results: CheckResult[] = [];
  for (const check of checks) {
    const result = await runCheck(contract, target, check);
    for (const exchange of result.exchanges) coverage.add(exchange);
    results.push(result);
    onResult?.(result);
  }
  return { target: target.baseUrl, results, coverage: coverage.list() };
}

/** Runs one check and removes what it created. A failing clean-up fails the check. */
export async function runCheck(
  contract: Contract,
  target: Target,
  { name, cites, run }: Check,
): Promise<CheckResult> {
  const checker = createResponseChecker(contract);
  const exchanges: Exchange[] = [];
  const cleanUps: (() => Promise<unknown>)[] = [];
  const context: CheckContext = {
    async call(operation, options = {}) {
      const response = await sendCall(contract, target, operation, options);
      const { status, body } = response;
      exchanges.push({ operation, status, body });
      const problems = checker.problems(operation, response);
      if (problems.length > 0)
        throw new CheckFailure(
          `The response ${status} of ${operation} breaks the contract: ${problems.join("; ")}`,
        );
      return response;
    },
    onEnd: (cleanUp) => void cleanUps.push(cleanUp),
    skip: (reason) => {
      throw new CheckSkipped(reason);
    },
    require: (condition, message) => {
      if (!condition) throw new CheckFailure(message);
    },
  };
  const start = performance.now();
  let failure: unknown;
  const attempt = async (step: () => Promise<unknown>): Promise<void> => {
    try {
      await step();
    } catch (error) {
      failure ??= error;
    }
  };
  await attempt(async () => await run(context));
  for (const cleanUp of cleanUps.toReversed()) await attempt(cleanUp);
  const milliseconds = Math.round(performance.now() - start);
  const result = { name, cites, milliseconds, exchanges };
  if (failure === undefined) return { ...result, outcome: "pass" };
  const outcome = failure instanceof CheckSkipped ? "not checked" : "fail";
  return { ...result, outcome, message: describeFailure(failure) };
}

function describeFailure(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  const { cause } = failure as { cause?: { message?: string; code?: string } };
  const reason = cause?.message || cause?.code;
  return reason === undefined ? failure.message : `${failure.message}: ${reason}`;
}
