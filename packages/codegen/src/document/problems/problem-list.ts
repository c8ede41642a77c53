import { type ProblemCode, type TolerableCode, isTolerable } from "./problem-codes.ts";
import { DocumentError, type Problem } from "./problem.ts";

/** Which problems stop a run. */
export interface Severity {
  /** Codes whose errors become warnings. */
  tolerate?: readonly TolerableCode[] | undefined;
  /**
   * Makes every warning an error, except those with a code in `tolerate`.
   *
   * @default false
   */
  strict?: boolean | undefined;
  /**
   * Makes a warning of every problem of a document that can be read at all.
   *
   * @default false
   */
  lenient?: boolean | undefined;
}

/**
 * Collects the problems of one document, from its text to its artefacts.
 *
 * Whoever reports a problem repairs the document in memory and reads on, so one run finds all of them.
 */
export class ProblemList {
  readonly #tolerated: ReadonlySet<ProblemCode>;
  readonly #strict: boolean;
  readonly #lenient: boolean;
  readonly #errors: Problem[] = [];
  readonly #warnings: Problem[] = [];
  /** The name of the document's own file: its problems come first. */
  first = "";
  /** Keys of the problems so far: several artefacts may find the same one. */
  readonly #found = new Set<string>();

  constructor({ tolerate = [], strict = false, lenient = false }: Severity = {}) {
    this.#tolerated = new Set(tolerate);
    this.#strict = strict;
    this.#lenient = lenient;
  }

  /** The problems that stop nothing, by place. */
  get warnings(): readonly Problem[] {
    return inOrder(this.#warnings, this.first);
  }

  /** The problems that stop the run, by place. */
  get errors(): readonly Problem[] {
    return inOrder(this.#errors, this.first);
  }

  /** Adds a problem that loses meaning: an error, unless its code is tolerated. */
  report(problem: Problem): void {
    const isWarning =
      this.#lenient || (isTolerable(problem.code) && this.#tolerated.has(problem.code));
    this.#add(problem, isWarning ? this.#warnings : this.#errors);
  }

  /** Adds a problem with one sensible reading: a warning, or an error of a strict run. */
  warn(problem: Problem): void {
    const isError = this.#strict && !this.#lenient && !this.#tolerated.has(problem.code);
    this.#add(problem, isError ? this.#errors : this.#warnings);
  }

  /** Forgets the problems of places in a file that nothing is generated from. */
  forget(file: string, pointers: readonly string[]): void {
    const isGone = (problem: Problem): boolean =>
      problem.file === file &&
      pointers.some((pointer) => `${problem.pointer ?? ""}/`.startsWith(`${pointer}/`));
    for (const list of [this.#errors, this.#warnings])
      list.splice(0, list.length, ...list.filter((problem) => !isGone(problem)));
  }

  /** @throws {DocumentError} with every error so far, by place, if there is one */
  throwErrors(): void {
    if (this.#errors.length > 0) throw new DocumentError(this.errors);
  }

  #add(problem: Problem, list: Problem[]): void {
    const key = `${problem.file}${problem.pointer} ${problem.code} ${problem.message}`;
    if (!this.#found.has(key)) list.push(problem);
    this.#found.add(key);
  }
}

/** Sorts problems by file and from top to bottom. */
function inOrder(problems: readonly Problem[], first: string): Problem[] {
  const files = new Map<string, number>([[first, 0]]);
  for (const { file } of problems) if (!files.has(file)) files.set(file, files.size);
  return [...problems].sort(
    (a, b) =>
      (files.get(a.file) ?? 0) - (files.get(b.file) ?? 0) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
}
