/** The outcome of attacks on one target. */
export interface AttackResult {
  readonly tried: number;
  readonly withstood: number;
}

/** An attack in this process or in one that it starts. */
export interface Attack {
  readonly name: string;
  /**
   * Runs the attack.
   *
   * @returns `undefined` if the target withstood it, or else a description of the problem
   */
  run(): Promise<string | undefined>;
}

/** Runs the attacks in sequence, and prints a line for each. */
export async function runAttacks(group: string, attacks: readonly Attack[]): Promise<AttackResult> {
  let withstood = 0;
  for (const { name, run } of attacks) {
    const start = performance.now();
    const problem = await run().catch((error: unknown) => String(error));
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    if (problem === undefined) withstood += 1;
    console.log(
      `${problem === undefined ? "✓" : "✗"} ${group}: ${name}: ${problem ?? `withstood in ${seconds} s`}`,
    );
  }
  return { tried: attacks.length, withstood };
}
