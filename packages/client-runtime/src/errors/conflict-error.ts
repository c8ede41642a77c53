import { ApiError } from "./api-error.ts";
import { brand } from "./client-error.ts";

/** The state of the resource does not allow the operation (status 409). */
export class ConflictError<Code extends string = string> extends ApiError<Code> {
  /** @returns whether the value is a `ConflictError` of this or another copy of the package */
  declare static isInstance: (value: unknown) => value is ConflictError;

  static {
    brand(this, "ConflictError");
  }

  declare readonly status: 409;
}
