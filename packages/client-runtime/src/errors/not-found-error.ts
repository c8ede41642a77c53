import { ApiError } from "./api-error.ts";
import { brand } from "./client-error.ts";

/** There is no such resource (status 404). */
export class NotFoundError<Code extends string = string> extends ApiError<Code> {
  /** @returns whether the value is a `NotFoundError` of this or another copy of the package */
  declare static isInstance: (value: unknown) => value is NotFoundError;

  static {
    brand(this, "NotFoundError");
  }

  declare readonly status: 404;
}
