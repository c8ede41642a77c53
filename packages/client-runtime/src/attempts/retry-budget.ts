/**
 * Limits the retries of a whole client, so that it does not multiply the load on an API that is
 * failing. Each retry takes one from the budget; each success returns a tenth (gRPC, "A6: gRPC Retry
 * Design", throttling).
 */
export interface RetryBudget {
  /** Takes one retry. @returns whether one was left */
  take(): boolean;
  /** Returns a tenth of a retry after a success. */
  giveBack(): void;
}

/** Creates a full budget. */
export function createRetryBudget(size: number): RetryBudget {
  // In tenths, because floating-point tenths do not add up to 1.
  let spent = 0;
  return {
    take() {
      if (spent + 10 > size * 10) return false;
      spent += 10;
      return true;
    },
    giveBack() {
      if (spent > 0) spent--;
    },
  };
}
