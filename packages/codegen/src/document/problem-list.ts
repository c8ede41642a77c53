import { DocumentError, type Problem, type ProblemCode } from "./problem.ts";

/** Problems after which there is no telling what the document means. */
type FatalCode =
  | "file-not-found"
  | "syntax"
  | "not-openapi"
  | "unsupported-version"
  | "unresolved-ref"
  | "remote-ref"
  | "circular-ref";

/** What is never more than a warning. */
type HarmlessCode = "unknown-property" | "no-example" | "cannot-send";

/** The code of a problem that a configuration may ask to live with. */
export type TolerableCode = Exclude<ProblemCode, FatalCode | HarmlessCode>;

/** Written so that the compiler misses none. */
const tolerable: Readonly<Record<TolerableCode, true>> = {
  "duplicate-method-name": true,
  "duplicate-operation-id": true,
  "duplicate-parameter": true,
  "duplicate-path": true,
  "duplicate-schema-name": true,
  "invalid-enum": true,
  "invalid-example": true,
  "invalid-path": true,
  "invalid-pattern": true,
  "invalid-status": true,
  "invalid-value": true,
  "misplaced-ref": true,
  "missing-field": true,
  "missing-response": true,
  "undeclared-path-parameter": true,
  "undeclared-security-scheme": true,
  "unknown-field": true,
  "unknown-type": true,
  "unsupported-keyword": true,
  "unused-path-parameter": true,
  "wrong-version": true,
};

export const tolerableCodes: readonly TolerableCode[] = Object.keys(tolerable) as TolerableCode[];

/** What was found wrong with one document, from its text to the artefacts that it cannot have. */
export class ProblemList {
  readonly #tolerated: ReadonlySet<ProblemCode>;
  readonly #lenient: boolean;
  readonly #errors: Problem[] = [];
  readonly #warnings: Problem[] = [];
  /** What was found, since several artefacts may find the same. */
  readonly #found = new Set<string>();

  /**
   * @param tolerate codes of the problems that are no more than a warning
   * @param lenient whether every problem is no more than that
   */
  constructor(tolerate: readonly TolerableCode[] = [], lenient = false) {
    this.#lenient = lenient;
    this.#tolerated = new Set(tolerate);
  }

  /** What was tolerated, or is no more than suspicious; by place. */
  get warnings(): readonly Problem[] {
    return inOrder(this.#warnings);
  }

  /**
   * Notes a problem.
   *
   * @returns whether the configuration asks to live with it; otherwise nothing will be generated
   */
  report(problem: Problem): boolean {
    const tolerated = this.#lenient || this.#tolerated.has(problem.code);
    const key = `${problem.file}${problem.pointer} ${problem.code} ${problem.message}`;
    if (!this.#found.has(key)) (tolerated ? this.#warnings : this.#errors).push(problem);
    this.#found.add(key);
    return tolerated;
  }

  /** Notes what is no more than suspicious. */
  warn(problem: Problem): void {
    this.#warnings.push(problem);
  }

  /** Notes a problem that leaves nothing to generate, whatever the configuration says. */
  refuse(problem: Problem): void {
    (this.#lenient ? this.#warnings : this.#errors).push(problem);
  }

  /** @throws {DocumentError} with every problem so far that was not tolerated, by place, when there is one */
  throwErrors(): void {
    if (this.#errors.length > 0) throw new DocumentError(inOrder(this.#errors));
  }
}

/** Each problem once, though several operations share what has it, file by file and from top to bottom. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  const unique = new Map(
    problems.map((problem) => [`${problem.file} ${problem.pointer} ${problem.message}`, problem]),
  );
  return [...unique.values()].sort(
    (a, b) =>
      files.indexOf(a.file) - files.indexOf(b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
}
