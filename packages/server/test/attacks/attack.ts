/** An attack or a fault that the server withstands. */
export interface Attack {
  /** Short and unique, such as `2,000 nested folders`. */
  readonly name: string;
  /**
   * Starts what it needs, attacks it, and stops everything it started.
   *
   * @returns whether the server did what is documented and nobody else noticed; and the measured
   * value with its unit, such as `worst /health 12 ms`
   */
  run(): Promise<{ readonly withstood: boolean; readonly figure: string }>;
}
