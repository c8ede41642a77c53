export {
  type Bump,
  type BumpPolicy,
  type Bumps,
  type PolicyEntry,
  type Stage,
} from "./bumps/policy.ts";
export type { Change, Comparison } from "./change.ts";
export { type CompareOptions, compare } from "./compare.ts";
export type { Use } from "./consumers/use.ts";
export { InputError } from "./input/input-error.ts";
export { type OpenOptions, openDocument } from "./input/open-document.ts";
export { markdownReport } from "./report/markdown.ts";
export { textReport } from "./report/text.ts";
export type { Direction, Rule, Verdict, WireVerdict } from "./rules/rule.ts";
export { rules } from "./rules/rules.ts";
