import type { OperationRequest } from "@sandboxes/schema/operations";
import { MissingApiKeyError } from "./errors/missing-api-key-error.ts";

/**
 * Finds what proves to an operation who calls (OpenAPI 3.1.1, section 4.8.30, "Security
 * Requirement Object"): nothing for one that does not ask.
 *
 * @returns headers by name in lower case
 * @throws {MissingApiKeyError} when the operation asks for a key and there is none
 */
export function credentials(
  { id, keyHeaders, keyOptional }: OperationRequest,
  apiKey: string | undefined,
): Record<string, string> {
  if (apiKey !== undefined) return Object.fromEntries(keyHeaders.map((name) => [name, apiKey]));
  if (keyHeaders.length > 0 && !keyOptional) throw new MissingApiKeyError(id);
  return {};
}
