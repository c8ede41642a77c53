/** The outcome of one attack. */
export interface AttackResult {
  /** Whether the target behaved as documented during and after the attack. */
  readonly withstood: boolean;
  /** The measured figure, or the response that decided the outcome, in one line. */
  readonly figure: string;
  /** The number of attacks that this result covers. @default 1 */
  readonly tried?: number;
  /** How many of them were not withstood. @default 0 or, if `withstood` is false, 1 */
  readonly failed?: number;
}

/** An attack or a fault that `pnpm check:attacks` repeats. */
export interface Attack {
  readonly name: string;
  /** Runs the attack against a target that it starts and stops itself. */
  run(): Promise<AttackResult>;
}
