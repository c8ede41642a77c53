import { ApiError } from "./api-error.ts";
import { brand } from "./sandboxes-error.ts";

/** The sandbox is in a state that does not allow it (status 409). */
export class ConflictError extends ApiError {
  /** @returns whether the value is a `ConflictError`, made by this or another copy of this package */
  declare static isInstance: (value: unknown) => value is ConflictError;

  static {
    brand(this, "ConflictError");
  }

  declare readonly status: 409;
}
