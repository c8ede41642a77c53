import { SandboxesError, brand } from "./sandboxes-error.ts";

/** The operation needs an API key, and the client has none. Nothing was sent. */
export class MissingApiKeyError extends SandboxesError {
  /** @returns whether the value is a `MissingApiKeyError`, made by this or another copy of this package */
  declare static isInstance: (value: unknown) => value is MissingApiKeyError;

  static {
    brand(this, "MissingApiKeyError");
  }

  declare readonly name: "MissingApiKeyError";
}
