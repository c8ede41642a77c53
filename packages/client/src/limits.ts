import type { RetryOptions } from "./call-options.ts";

/** The retry options, complete. */
export type Limits = Record<keyof RetryOptions, number>;

/** What is so when nobody says otherwise. */
const defaults: Limits = {
  timeout: 300_000,
  deadline: Infinity,
  maxRetries: 3,
  retryDelay: 500,
  maxRetryDelay: 60_000,
};

/**
 * Completes the retry options.
 *
 * @throws {TypeError} when one is not a number, or below 0
 */
export function readLimits(options: RetryOptions, otherwise: Limits = defaults): Limits {
  const limits = { ...otherwise };
  for (const name of Object.keys(limits) as (keyof Limits)[]) {
    limits[name] = Number((options as Readonly<Record<string, unknown>>)[name] ?? limits[name]);
    if (!(limits[name] >= 0)) throw new TypeError(`\`${name}\` must be 0 or more.`);
  }
  return limits;
}
