import { ApiError } from "./api-error.ts";
import { brand } from "./sandboxes-error.ts";

/** The API key is missing, unknown, revoked or expired (status 401). */
export class AuthenticationError extends ApiError {
  static {
    brand(this, "AuthenticationError");
  }

  declare readonly status: 401;
}
