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
  // In tenths: ten times 0.1 is less than 1.
  let spent = 0;
  return {
    take: () => spent <= size * 10 - 10 && (spent += 10) > 0,
    giveBack() {
      if (spent) spent--;
    },
  };
}
