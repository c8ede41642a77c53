import { SandboxesError, brand } from "./sandboxes-error.ts";

/** The whole answer did not come within `timeout` or `deadline`. What was asked may have been done. */
export class TimeoutError extends SandboxesError {
  /** @returns whether the value is a `TimeoutError`, made by this or another copy of this package */
  declare static isInstance: (value: unknown) => value is TimeoutError;

  static {
    brand(this, "TimeoutError");
  }

  declare readonly name: "TimeoutError";
}
