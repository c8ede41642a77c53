import { ApiError } from "./api-error.ts";
import { brand } from "./sandboxes-error.ts";

/** The sandbox is in a state that does not allow it (status 409). */
export class ConflictError extends ApiError {
  static {
    brand(this, "ConflictError");
  }

  declare readonly status: 409;
}
