import type { ProblemCode } from "../problems/problem-codes.ts";
import type { ProblemList } from "../problems/problem-list.ts";
import type { Place, Resource } from "../references/references.ts";
import { noNumber, wrongNumbers } from "./repair-scalar.ts";
import type { SourceFile } from "../files/source-file.ts";

/** The position of the reader in the files of a document. It places the problems found there. */
export class Cursor {
  file: SourceFile;
  /** The path in the file. */
  readonly at: string[] = [];
  /** The enclosing schema with an `$id`. */
  resource: Resource | undefined;
  inCallback = false;
  /** The key of the path item. */
  path = "";
  /** Whether the position is within an object or a field that only describes. */
  isDescriptive = false;
  readonly #problems: ProblemList;

  constructor(file: SourceFile, problems: ProblemList) {
    this.file = file;
    this.#problems = problems;
  }

  /** Runs `step` one level deeper. @returns its result */
  within<Result>(segments: string | readonly string[], step: () => Result): Result {
    const before = this.at.length;
    this.at.push(...[segments].flat());
    const result = step();
    this.at.length = before;
    return result;
  }

  /** Runs `step` at another place. @returns its result */
  elsewhere<Result>({ file, pointer }: Place, step: () => Result): Result {
    const before = [this.file, [...this.at], this.resource] as const;
    const move = (to: readonly [SourceFile, readonly string[], Resource | undefined]): void => {
      [this.file, , this.resource] = to;
      this.at.length = 0;
      this.at.push(...to[1]);
    };
    move([file, pointer, undefined]);
    const result = step();
    move(before);
    return result;
  }

  /** Reports a problem that loses meaning, unless the place only describes. */
  lose(code: ProblemCode, message: string, at: "key" | "value" = "value"): undefined {
    const problem = this.file.problem(code, message, this.at, at);
    if (this.isDescriptive) this.#problems.warn(problem);
    else this.#problems.report(problem);
  }

  /** Reports a problem with one sensible reading. */
  warn(code: ProblemCode, message: string, at: "key" | "value" = "value"): undefined {
    this.#problems.warn(this.file.problem(code, message, this.at, at));
  }

  /** Reports a wrong value of the field at the position. */
  invalid(message: string): undefined {
    return this.lose("invalid-value", message);
  }

  /** Reports the numbers in a free value that JSON cannot write. @returns whether there are any */
  holdsNoNumber(value: unknown): boolean {
    const found = [...wrongNumbers(value)];
    for (const { number, at } of found)
      this.within(at, () => this.lose("invalid-value", noNumber(number)));
    return found.length > 0;
  }
}
