import { type Operation, securitySchemes } from "@sandboxes/schema/operations";
import { MissingApiKeyError } from "./errors/missing-api-key-error.ts";

/**
 * Finds what proves to an operation who calls (OpenAPI 3.1.1, section 4.8.30, "Security
 * Requirement Object"): nothing for one that does not ask.
 *
 * @returns headers by name
 * @throws {MissingApiKeyError} when the operation asks for a key and there is none
 */
export function credentials(
  operation: Operation,
  apiKey: string | undefined,
): Record<string, string> {
  const schemes = operation.security.find((alternative) => alternative.length > 0) ?? [];
  if (apiKey !== undefined)
    return Object.fromEntries(schemes.map((scheme) => [headerOf(scheme), apiKey]));
  const isOptional =
    operation.security.length === 0 ||
    operation.security.some((alternative) => alternative.length === 0);
  if (isOptional) return {};
  throw new MissingApiKeyError(operation.id);
}

function headerOf(scheme: string): string {
  return securitySchemes[scheme as keyof typeof securitySchemes].name;
}
