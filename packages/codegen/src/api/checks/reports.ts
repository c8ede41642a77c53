import type { Problem } from "../../document/problems/problem.ts";

/** Takes the problems that a check finds. The check repairs the document after each and goes on. */
export interface Reports {
  /** Takes a problem that loses meaning. */
  report(problem: Problem): void;
  /** Takes a problem with one sensible reading. */
  warn(problem: Problem): void;
}
