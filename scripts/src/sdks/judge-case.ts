import type { CaseResult } from "./sdk-case.ts";
import { unsupported } from "./unsupported.ts";

/**
 * Compares a result with what our contract promises: an operation that the contract has must work,
 * and one that it does not have must fail for the reason that `unsupported.ts` gives.
 *
 * @returns what is wrong, or undefined
 */
export function judgeCase({ name, error, status }: CaseResult): string | undefined {
  const missing = unsupported[name];
  if (!missing) return error;
  if (error === undefined) return "works now: remove it from scripts/src/sdks/unsupported.ts";
  // A SDK in Python reports null.
  if ((status ?? undefined) === missing.status) return undefined;
  return `fails with status ${status ?? "none"} instead of ${missing.status ?? "none"}: ${error}`;
}
