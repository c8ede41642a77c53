import { type Operation, securitySchemes } from "@sandboxes/schema/operations";
import { MissingApiKeyError } from "./errors/missing-api-key-error.ts";

/**
 * Finds what proves to an operation who calls (OpenAPI 3.1.1, section 4.8.30, "Security
 * Requirement Object"): nothing for one that does not ask.
 *
 * @returns headers by name in lower case
 * @throws {MissingApiKeyError} when the operation asks for a key and there is none
 */
export function credentials(
  { id, security }: Operation,
  apiKey: string | undefined,
): Record<string, string> {
  const fields: Record<string, string> = {};
  if (apiKey !== undefined) {
    for (const scheme of security.find((alternative) => alternative.length > 0) ?? [])
      fields[securitySchemes[scheme as keyof typeof securitySchemes].name.toLowerCase()] = apiKey;
  } else if (security.length > 0 && security.every((alternative) => alternative.length > 0)) {
    throw new MissingApiKeyError(id);
  }
  return fields;
}
