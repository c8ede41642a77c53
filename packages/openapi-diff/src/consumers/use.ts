/** A place in a program that a change concerns. */
export interface Use {
  /** Path of the file, relative to the working directory. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** The line of code, without the space around it. */
  code: string;
  /**
   * `error`: the compiler rejects it with the new types. `use`: it compiles, and uses what changed
   * in a way that the compiler does not judge.
   */
  kind: "error" | "use";
  /** What the compiler says, or in which way it is used. */
  reason: string;
}
