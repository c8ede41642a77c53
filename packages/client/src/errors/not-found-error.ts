import { ApiError } from "./api-error.ts";
import { brand } from "./sandboxes-error.ts";

/** There is no such thing, or it is not the team's (status 404). */
export class NotFoundError extends ApiError {
  /** @returns whether the value is a `NotFoundError`, made by this or another copy of this package */
  declare static isInstance: (value: unknown) => value is NotFoundError;

  static {
    brand(this, "NotFoundError");
  }

  declare readonly status: 404;
}
