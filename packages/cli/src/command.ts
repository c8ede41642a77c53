/** The output of a run: standard output and standard error, one line per call. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** A command of the program. */
export interface Command {
  readonly usage: string;
  /**
   * @throws {UsageError} if it does not take these arguments
   * @throws {Error} if it fails; the message is for the person who ran it
   */
  run(argv: readonly string[], output: Output): Promise<void>;
}
