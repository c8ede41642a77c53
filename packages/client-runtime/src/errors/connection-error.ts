import { ClientError, brand } from "./client-error.ts";

/** No response arrived, or no request could be sent. `cause` is the reason that `fetch` gave. */
export class ConnectionError extends ClientError {
  /** @returns whether the value is a `ConnectionError` of this or another copy of the package */
  declare static isInstance: (value: unknown) => value is ConnectionError;

  static {
    brand(this, "ConnectionError");
  }

  declare readonly name: "ConnectionError";
}
