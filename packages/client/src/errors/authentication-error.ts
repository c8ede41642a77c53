import { ApiError } from "./api-error.ts";
import { brand } from "./sandboxes-error.ts";

/** The API key is missing, unknown, revoked or expired (status 401). */
export class AuthenticationError extends ApiError {
  /** @returns whether the value is an `AuthenticationError`, made by this or another copy of this package */
  declare static isInstance: (value: unknown) => value is AuthenticationError;

  static {
    brand(this, "AuthenticationError");
  }

  declare readonly status: 401;
}
