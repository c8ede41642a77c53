import { ApiError } from "./api-error.ts";
import { brand, hasBrand } from "./brand.ts";

/** The API key is missing, unknown, revoked or expired (status 401). */
export class AuthenticationError extends ApiError {
  static {
    brand(this, "AuthenticationError");
  }

  declare readonly status: 401;

  /** @returns whether the value is an `AuthenticationError`, made by this or another copy of this package */
  static override isInstance(value: unknown): value is AuthenticationError {
    return hasBrand(value, "AuthenticationError");
  }
}
