import { SandboxesError, brand } from "./sandboxes-error.ts";

/** The whole answer did not come within `timeout` or `deadline`. What was asked may have been done. */
export class TimeoutError extends SandboxesError {
  static {
    brand(this, "TimeoutError");
  }

  declare readonly name: "TimeoutError";

  constructor(message: string) {
    super(message, "It may have been done. Raise `timeout` or `deadline`.");
  }
}
