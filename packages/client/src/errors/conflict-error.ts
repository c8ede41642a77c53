import { ApiError } from "./api-error.ts";
import { brand, hasBrand } from "./brand.ts";

/** The sandbox is in a state that does not allow it (status 409). */
export class ConflictError extends ApiError {
  static {
    brand(this, "ConflictError");
  }

  declare readonly status: 409;

  /** @returns whether the value is a `ConflictError`, made by this or another copy of this package */
  static override isInstance(value: unknown): value is ConflictError {
    return hasBrand(value, "ConflictError");
  }
}
