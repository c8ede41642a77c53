import { ApiError } from "./api-error.ts";
import { brand } from "./sandboxes-error.ts";

/** There is no such thing, or it is not the team's (status 404). */
export class NotFoundError extends ApiError {
  static {
    brand(this, "NotFoundError");
  }

  declare readonly status: 404;
}
