import { brand, hasBrand } from "./brand.ts";

/** The request was not sent, or no answer came. `cause` is what `fetch` rejected with. */
export class ConnectionError extends Error {
  static {
    brand(this, "ConnectionError");
  }

  declare readonly name: "ConnectionError";

  /** @returns whether the value is a `ConnectionError`, made by this or another copy of this package */
  static isInstance(value: unknown): value is ConnectionError {
    return hasBrand(value, "ConnectionError");
  }
}
