import type { Bumps, PolicyRow } from "./bumps/policy.ts";
import type { Use } from "./consumers/use.ts";
import type { Verdict, WireVerdict } from "./rules/rule.ts";

/** One change between two documents. Differences with the same cause are one change. */
export interface Change {
  /** Id of the rule, as in the README. */
  rule: string;
  /** JSON Pointer into the new document, or into the old document for a removal. */
  pointer: string;
  /** Effect on requests and responses. */
  wire: WireVerdict;
  /** Effect on code that uses the generated types. */
  types: Verdict;
  /** Effect on builders, seeds and recorded exchanges. */
  tests: Verdict;
  /** A description of the change: its location, who is affected and what to do. */
  message: string;
  /** The affected operations, such as `GET /pets/{id}`. */
  operations: readonly string[];
  /** The affected code in the consumers. Absent without consumers. */
  uses?: readonly Use[];
}

/** The result of a comparison. Each verdict is the worst of all changes. */
export interface Comparison {
  wire: WireVerdict;
  types: Verdict;
  tests: Verdict;
  /** The required bump for each kind of package. */
  bumps: Bumps;
  /** All changes, the worst first. */
  changes: readonly Change[];
  /** Compiler errors in the consumers that belong to no change. Absent when there are none. */
  otherUses?: readonly Use[];
}

/** A change with additional data for internal use. */
export interface JudgedChange extends Change {
  row: PolicyRow;
  /**
   * Whether the change is in a schema that is only part of others. It matters only if it breaks code
   * that imports the type of the part.
   */
  isPart: boolean;
  /** Whether no operation uses what changed. */
  isUnused: boolean;
}
