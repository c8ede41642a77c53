import { contract } from "@sandboxes/schema/contract";
import {
  type Check,
  type CheckResult,
  type Report,
  type Target,
  type TargetDifference,
  compareTargets,
  contractChecks,
  runCheck,
  runChecks,
} from "@sandboxes/test-double/conformance";
import { createChecks } from "./create-checks.ts";
import { execChecks } from "./exec-checks.ts";
import { lifecycleChecks } from "./lifecycle-checks.ts";
import { listChecks } from "./list-checks.ts";
import { pageChecks } from "./page-checks.ts";
import { sessionChecks } from "./session-checks.ts";
import { type SandboxCheckOptions, createSandbox, toChecks } from "./sandbox-check.ts";

export type { SandboxCheckOptions } from "./sandbox-check.ts";
export type {
  Check,
  CheckResult,
  Report,
  ReportFormat,
  TargetDifference,
} from "@sandboxes/test-double/conformance";
export { formatReport } from "@sandboxes/test-double/conformance";

/** A deployment of the sandboxes API. */
export interface SandboxTarget extends SandboxCheckOptions {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** @default the global `fetch` */
  readonly fetch?: typeof globalThis.fetch;
}

function toTarget({ baseUrl, apiKey, fetch }: SandboxTarget): Target {
  return { baseUrl, headers: { "X-API-Key": apiKey }, ...(fetch && { fetch }) };
}

/**
 * Lists the checks of the sandboxes API: those that are derived from the contract, and those of the
 * lifecycle. Each cites the sentence that it checks, and deletes the sandboxes that it created. No check
 * touches another sandbox.
 *
 * @param only the checks to select, by a part of their names. The default is all of them.
 */
export function sandboxChecks(options: SandboxCheckOptions = {}, only = ""): readonly Check[] {
  const items = {
    sandbox_id: async (context: Parameters<Check["run"]>[0]) => (await createSandbox(context)).id,
  };
  const lifecycle = [
    ...listChecks,
    ...pageChecks,
    ...createChecks,
    ...lifecycleChecks,
    ...sessionChecks,
    ...execChecks,
  ];
  const all = [...contractChecks(contract, { items }), ...toChecks(lifecycle, options)];
  return all.filter(({ name }) => name.includes(only));
}

/**
 * Checks whether a deployment behaves as the spec says.
 *
 * @param settings.only selects checks by a part of their names
 * @param settings.onResult runs after each check, to show progress
 * @returns the results and the coverage, for `formatReport`
 * @example
 * const report = await checkConformance({ baseUrl: "http://localhost:8080", apiKey });
 * console.log(formatReport(report, "text"));
 */
export async function checkConformance(
  target: SandboxTarget,
  settings: { readonly only?: string; readonly onResult?: (result: CheckResult) => void } = {},
): Promise<Report> {
  const { only, onResult } = settings;
  return await runChecks({
    contract,
    target: toTarget(target),
    checks: sandboxChecks(target, only),
    ...(onResult && { onResult }),
  });
}

/**
 * Runs the same checks on two deployments, such as a test double and the real API.
 *
 * @returns each difference once, with the checks that showed it
 */
export async function compareDeployments(
  a: SandboxTarget,
  b: SandboxTarget,
  only?: string,
): Promise<readonly TargetDifference[]> {
  return await compareTargets(contract, toTarget(a), toTarget(b), sandboxChecks(a, only));
}

/**
 * Declares one test for each check, with the `test` of Vitest, Jest or `node:test`.
 *
 * @param target the deployment, or a function that returns it when the first test runs
 * @example
 * defineConformanceTests(test, { baseUrl: process.env.API_URL, apiKey: process.env.API_KEY });
 */
export function defineConformanceTests(
  test: (name: string, run: () => Promise<void>) => unknown,
  target: SandboxTarget | (() => SandboxTarget | Promise<SandboxTarget>),
  options: SandboxCheckOptions = typeof target === "function" ? {} : target,
): void {
  let ready: Promise<SandboxTarget> | undefined;
  const getTarget = async (): Promise<SandboxTarget> =>
    await (ready ??= Promise.resolve(typeof target === "function" ? target() : target));
  for (const check of sandboxChecks(options)) {
    test(check.name, async () => {
      const { outcome, message } = await runCheck(contract, toTarget(await getTarget()), check);
      if (outcome === "fail") throw new Error(`${message}\nchecks: ${check.cites}`);
    });
  }
}
