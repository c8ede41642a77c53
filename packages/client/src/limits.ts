import type { RetryOptions } from "./call-options.ts";

/** The limits of a client and its calls, complete. */
export type Limits = Record<keyof RetryOptions | "retryBudget", number>;

/** What is so when nobody says otherwise. */
const defaults: Limits = {
  timeout: 300_000,
  deadline: Infinity,
  maxRetries: 3,
  retryDelay: 500,
  maxRetryDelay: 60_000,
  retryBudget: 20,
};

/**
 * Completes options that are numbers: those of `otherwise` are.
 *
 * @throws {TypeError} when one is not a number, or below 0
 */
export function readLimits<Name extends string = keyof Limits>(
  options: object,
  otherwise: Readonly<Record<Name, number>> = defaults as Record<Name, number>,
): Record<Name, number> {
  const limits: Record<Name, number> = { ...otherwise };
  for (const name in limits) {
    limits[name] = Number((options as Readonly<Record<string, unknown>>)[name] ?? limits[name]);
    if (!(limits[name] >= 0)) throw new TypeError(`\`${name}\` must be 0 or more.`);
  }
  return limits;
}
