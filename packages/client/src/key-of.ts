import type { Attempt } from "./exchange.ts";

/** @returns the API key that an attempt sends, so that it can be hidden should an answer repeat it */
export function keyOf({ operation, init }: Attempt): string | undefined {
  // Each of these headers has it.
  const [name] = operation.keyHeaders;
  return name && init.headers[name];
}
