import type { Bumps, PolicyRow } from "./bumps/policy.ts";
import type { Use } from "./consumers/use.ts";
import type { Verdict, WireVerdict } from "./rules/rule.ts";

/** One change between two documents, with everything that has the same cause. */
export interface Change {
  /** Id of the rule, as in the README's table. */
  rule: string;
  /** JSON Pointer into the new document, or into the old one for what was removed. */
  pointer: string;
  /** Effect on requests and responses. */
  wire: WireVerdict;
  /** Effect on code that uses the generated types. */
  types: Verdict;
  /** Effect on builders, seeds and recorded exchanges. */
  tests: Verdict;
  /** What changed, where, who is affected and what to do. */
  message: string;
  /** The operations that are affected, such as `GET /pets/{id}`. */
  operations: readonly string[];
  /** What it breaks in the programs that were named; absent when none were. */
  uses?: readonly Use[];
}

/** What a comparison found. The verdicts are the worst of all changes. */
export interface Comparison {
  wire: WireVerdict;
  types: Verdict;
  tests: Verdict;
  /** The bump that each kind of package needs. */
  bumps: Bumps;
  /** The worst first. */
  changes: readonly Change[];
  /** Errors of the programs that were named which belong to no change; absent when there are none. */
  otherUses?: readonly Use[];
}

/** A change with what the rest of the package needs to know of it. */
export interface JudgedChange extends Change {
  row: PolicyRow;
}
