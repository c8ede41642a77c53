import { SandboxesError, brand } from "./sandboxes-error.ts";

/** The operation needs an API key, and the client has none. Nothing was sent. */
export class MissingApiKeyError extends SandboxesError {
  /** @returns whether the value is a `MissingApiKeyError`, made by this or another copy of this package */
  declare static isInstance: (value: unknown) => value is MissingApiKeyError;

  static {
    brand(this, "MissingApiKeyError");
  }

  declare readonly name: "MissingApiKeyError";

  /** @param operation its operationId */
  constructor(operation: string) {
    super(`${operation} needs an API key.`, "Set SUPERSERVE_API_KEY or `apiKey`.");
  }
}
