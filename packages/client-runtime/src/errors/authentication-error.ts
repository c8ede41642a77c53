import { ApiError } from "./api-error.ts";
import { brand } from "./client-error.ts";

/** The credentials are missing, unknown, revoked or expired (status 401). */
export class AuthenticationError<Code extends string = string> extends ApiError<Code> {
  /** @returns whether the value is an `AuthenticationError` of this or another copy of the package */
  declare static isInstance: (value: unknown) => value is AuthenticationError;

  static {
    brand(this, "AuthenticationError");
  }

  declare readonly status: 401;
}
