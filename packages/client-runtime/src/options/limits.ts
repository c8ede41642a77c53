import type { RetryOptions } from "./call-options.ts";

/** The limits of a client or a call, complete except for the timeout, which depends on the operation. */
export interface Limits extends Record<Exclude<keyof RetryOptions, "timeout">, number> {
  timeout: number | undefined;
}

/** The limits of a client that has no options. */
export const defaultLimits: Limits = {
  timeout: undefined,
  deadline: Infinity,
  idleTimeout: 300_000,
  maxRetries: 3,
  retryDelay: 500,
  maxRetryDelay: 60_000,
  maxItemSize: 2 ** 26,
};

/**
 * Replaces limits by those among the options.
 *
 * @throws {TypeError} if an option is not a number, or is below 0
 */
export function readLimits(options: RetryOptions, defaults: Limits): Limits {
  const limits = { ...defaults };
  for (const name of Object.keys(limits) as (keyof Limits)[]) {
    const value = options[name];
    if (value !== undefined) limits[name] = toLimit(name, value);
  }
  return limits;
}

/**
 * @returns the number
 * @throws {TypeError} if the value is not a number, or is below 0
 */
export function toLimit(name: string, value: number): number {
  if (typeof value === "number" && value >= 0) return value;
  throw new TypeError(`\`${name}\` must be 0 or more.`);
}
