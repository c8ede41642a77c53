import { ClientError, brand } from "./client-error.ts";

/** The operation needs a credential that the client does not have. Nothing was sent. */
export class MissingCredentialError extends ClientError {
  /** @returns whether the value is a `MissingCredentialError` of this or another copy of the package */
  declare static isInstance: (value: unknown) => value is MissingCredentialError;

  static {
    brand(this, "MissingCredentialError");
  }

  declare readonly name: "MissingCredentialError";
}
