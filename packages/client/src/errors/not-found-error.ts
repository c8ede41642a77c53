import { ApiError } from "./api-error.ts";
import { brand, hasBrand } from "./brand.ts";

/** There is no such thing, or it is not the team's (status 404). */
export class NotFoundError extends ApiError {
  static {
    brand(this, "NotFoundError");
  }

  declare readonly status: 404;

  /** @returns whether the value is a `NotFoundError`, made by this or another copy of this package */
  static override isInstance(value: unknown): value is NotFoundError {
    return hasBrand(value, "NotFoundError");
  }
}
