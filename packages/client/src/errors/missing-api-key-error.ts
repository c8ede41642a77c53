import { brand, hasBrand } from "./brand.ts";

/** The operation needs an API key, and the client has none. Nothing was sent. */
export class MissingApiKeyError extends Error {
  static {
    brand(this, "MissingApiKeyError");
  }

  declare readonly name: "MissingApiKeyError";

  /** @param operation its operationId */
  constructor(operation: string) {
    super(
      `${operation} needs an API key: set the environment variable SUPERSERVE_API_KEY, or pass \`apiKey\` to createClient().`,
    );
  }

  /** @returns whether the value is a `MissingApiKeyError`, made by this or another copy of this package */
  static isInstance(value: unknown): value is MissingApiKeyError {
    return hasBrand(value, "MissingApiKeyError");
  }
}
