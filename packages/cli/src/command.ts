/** Where a run writes what it says. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** A command: what it is for, and what runs it. */
export interface Command {
  readonly usage: string;
  /**
   * @throws {UsageError} when it does not take what it is given
   * @throws {Error} when it cannot be done; the message is for the person who called
   */
  run(argv: readonly string[], output: Output): Promise<void>;
}
