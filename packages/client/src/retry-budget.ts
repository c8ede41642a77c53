/**
 * Limits the retries of a whole client, so that it does not multiply the load of an API that is
 * failing: each retry takes one of a stock, and each answer that is not a failure gives a tenth
 * back. (gRPC, "A6: gRPC Retry Design", throttling.)
 */
export interface RetryBudget {
  /** @returns whether there was one left */
  take(): boolean;
  giveBack(): void;
}

/** Makes a budget with a full stock. */
export function createRetryBudget(size: number): RetryBudget {
  // Whole tenths: ten times 0.1 is less than 1.
  const tenths = size * 10;
  let left = tenths;
  return {
    take: () => left >= 10 && (left -= 10) >= 0,
    giveBack() {
      left = Math.min(tenths, left + 1);
    },
  };
}
