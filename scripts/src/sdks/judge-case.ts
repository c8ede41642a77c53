import type { CaseResult } from "./sdk-case.ts";
import { unsupported } from "./unsupported.ts";

/**
 * Compares a result with our contract. An operation in the contract must work. Any other must fail for
 * the reason in `unsupported.ts`.
 *
 * @returns the problem, or undefined
 */
export function judgeCase({ name, error, status }: CaseResult): string | undefined {
  const missing = unsupported[name];
  if (!missing) return error;
  if (error === undefined) return "works now: remove it from scripts/src/sdks/unsupported.ts";
  // An SDK in Python reports null.
  if ((status ?? undefined) === missing.status) return undefined;
  return `fails with status ${status ?? "none"} instead of ${missing.status ?? "none"}: ${error}`;
}
