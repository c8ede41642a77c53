export type {
  CallOptions,
  Check,
  CheckContext,
  CheckResult,
  Exchange,
  Report,
  StatusCoverage,
  Target,
} from "./check.ts";
export { CheckFailure, CheckSkipped } from "./check.ts";
export { type ContractCheckOptions, type CreateItem, contractChecks } from "./contract-checks.ts";
export { type RunOptions, runCheck, runChecks } from "./run-checks.ts";
export { type ReportFormat, formatReport } from "./format-report.ts";
export { type TargetDifference, compareTargets } from "./compare-targets.ts";
