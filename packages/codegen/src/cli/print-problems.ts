import { type TolerableCode, isTolerable, readingOf } from "../document/problems/problem-codes.ts";
import type { DocumentError } from "../document/problems/problem.ts";
import { type Problem, formatProblem } from "../document/problems/problem.ts";
import type { Output } from "./output.ts";

/** Warnings of one code that are printed before the rest is only counted. */
const most = 3;

/** Prints warnings: the first of each code, and how many there are of each. */
export function printWarnings(
  warnings: readonly Problem[],
  output: Output,
  { all }: { all: boolean },
): void {
  const counts = countByCode(warnings);
  const printed = new Map<string, number>();
  for (const warning of warnings) {
    const count = (printed.get(warning.code) ?? 0) + 1;
    printed.set(warning.code, count);
    if (all || count <= most) output.err(`warning: ${formatProblem(warning)}\n`);
  }
  if (warnings.length === 0) return;
  const list = [...counts].map(([code, count]) => `${count} ${code}`).join(", ");
  const hidden = !all && [...counts.values()].some((count) => count > most);
  output.err(
    `${plural(warnings.length, "warning")}: ${list}.${hidden ? " Print all of them with --all-warnings." : ""}`,
  );
}

/** @returns what a person reads about a rejected document: its problems, and the flags that tolerate them */
export function rejection(error: DocumentError): string {
  const count = error.problems.length;
  const codes = [...countByCode(error.problems).keys()].filter(isTolerable);
  const flags = codes.map((code: TolerableCode) => `  --tolerate ${code}: ${readingOf(code)}`);
  const hint =
    flags.length === 0
      ? ""
      : `\nTo go on in spite of a problem, tolerate its code:\n${flags.join("\n")}`;
  return `${error.message}\n\n${plural(count, "problem")}. Nothing was written.${hint}`;
}

function countByCode(problems: readonly Problem[]): Map<Problem["code"], number> {
  const counts = new Map<Problem["code"], number>();
  for (const { code } of problems) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
