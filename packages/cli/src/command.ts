/** The output of a run: standard output and standard error, one line per call. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** A command of the program. */
export interface Command {
  readonly usage: string;
  /**
   * @throws {UsageError} if the command does not accept the arguments
   * @throws {Error} if the command fails; its message is written for the user
   */
  run(argv: readonly string[], output: Output): Promise<void>;
}
