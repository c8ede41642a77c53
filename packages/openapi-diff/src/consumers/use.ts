/** A location in a program that a change affects. */
export interface Use {
  /** Path of the file, relative to the working directory. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** The trimmed line of code. */
  code: string;
  /**
   * `error`: the code does not compile with the new types. `use`: the code compiles, but uses a changed
   * part.
   */
  kind: "error" | "use";
  /** The compiler message, or the kind of use. */
  reason: string;
}
