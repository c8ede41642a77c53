import { SandboxesError, brand } from "./sandboxes-error.ts";

/** The request was not sent, or no answer came. `cause` is what `fetch` rejected with. */
export class ConnectionError extends SandboxesError {
  /** @returns whether the value is a `ConnectionError`, made by this or another copy of this package */
  declare static isInstance: (value: unknown) => value is ConnectionError;

  static {
    brand(this, "ConnectionError");
  }

  declare readonly name: "ConnectionError";
}
