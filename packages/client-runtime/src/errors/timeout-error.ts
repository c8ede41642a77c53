import { ClientError, brand } from "./client-error.ts";

/** The whole response did not arrive within `timeout` or `deadline`. */
export class TimeoutError extends ClientError {
  /** @returns whether the value is a `TimeoutError` of this or another copy of the package */
  declare static isInstance: (value: unknown) => value is TimeoutError;

  static {
    brand(this, "TimeoutError");
  }

  declare readonly name: "TimeoutError";
}
