import { hideKey } from "./hide-key.ts";
import type { Attempt } from "./exchange.ts";

/**
 * Keeps the API key of an attempt out of what is shown, should an answer repeat it.
 *
 * @returns a text without the key
 */
export function hideKeyOf({ operation, init }: Attempt): (text: string) => string {
  const keys = operation.keyHeaders.map((name) => init.headers[name]);
  return (text) => keys.reduce(hideKey, text);
}
