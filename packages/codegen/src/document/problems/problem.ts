import type { ProblemCode } from "./problem-codes.ts";

/** A problem of a document, and its place. */
export interface Problem {
  code: ProblemCode;
  /** One sentence: what is wrong and, where it helps, what to do. */
  message: string;
  /** Path of the file, as it was given. */
  file: string;
  /** From 1; absent when the file could not be read. */
  line?: number;
  /** From 1; absent when the file could not be read. */
  column?: number;
  /** JSON Pointer into the file. */
  pointer?: string;
  /** The lines around the place, with a caret under it. */
  frame?: string;
}

const brand = Symbol.for("@sandboxes/codegen.DocumentError");

/**
 * An error for a document that is rejected. It has every problem, not only the first.
 *
 * @example
 * try {
 *   await generate(config);
 * } catch (error) {
 *   if (DocumentError.isInstance(error)) console.error(error.message);
 * }
 */
export class DocumentError extends Error {
  override readonly name = "DocumentError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], options?: ErrorOptions) {
    super(problems.map(formatProblem).join("\n\n"), options);
    this.problems = problems;
    Object.defineProperty(this, brand, { value: true });
  }

  /** @returns whether an error is a `DocumentError`, of any copy of this package */
  static isInstance(error: unknown): error is DocumentError {
    return typeof error === "object" && error !== null && brand in error;
  }
}

/** @returns the problem as text: its place, the message and the code frame */
export function formatProblem(problem: Problem): string {
  const place =
    problem.line === undefined ? problem.file : `${problem.file}:${problem.line}:${problem.column}`;
  const head = `${place} - ${problem.message} [${problem.code}]`;
  return problem.frame === undefined ? head : `${head}\n\n${problem.frame}`;
}

/**
 * @param lines of the whole text
 * @param line from 1
 * @param column from 1
 * @returns the line with its two neighbours on either side, numbered, and a caret under the column
 */
export function codeFrame(lines: readonly string[], line: number, column: number): string {
  const first = Math.max(1, line - 2);
  const last = Math.min(lines.length, line + 2);
  const width = String(last).length;
  const out: string[] = [];
  for (let n = first; n <= last; n++) {
    const content = lines[n - 1] ?? "";
    const from = content.length > 160 && n === line ? Math.max(0, column - 80) : 0;
    out.push(
      `${n === line ? ">" : " "} ${String(n).padStart(width)} | ${content.slice(from, from + 160)}`.trimEnd(),
    );
    if (n === line) out.push(`  ${" ".repeat(width)} | ${" ".repeat(column - 1 - from)}^`);
  }
  return out.join("\n");
}
