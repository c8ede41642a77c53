import type { OperationRequest } from "@sandboxes/schema/operations";
import { MissingApiKeyError } from "./errors/missing-api-key-error.ts";

/**
 * Adds what proves to an operation who calls (OpenAPI 3.1.1, section 4.8.30, "Security
 * Requirement Object"): nothing for one that does not ask.
 *
 * @param headers by name in lower case
 * @throws {MissingApiKeyError} when the operation asks for a key and there is none
 */
export function addCredentials(
  headers: Record<string, string>,
  { id, keyHeaders, keyOptional }: OperationRequest,
  apiKey: string | undefined,
): void {
  for (const name of keyHeaders) {
    if (apiKey) headers[name] = apiKey;
    else if (!keyOptional)
      throw new MissingApiKeyError(`${id} needs an API key.`, "Set `apiKey` (SUPERSERVE_API_KEY).");
  }
}
