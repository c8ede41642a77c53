const brand = Symbol.for("@sandboxes/server.StoreUnavailableError");

/**
 * Says that a store cannot be used now, but may be later: another process locks it, or the database
 * cannot be reached. The API responds with 503 and `Retry-After`.
 *
 * @example
 * throw new StoreUnavailableError("The database cannot be reached.", { cause });
 */
export class StoreUnavailableError extends Error {
  static {
    Object.defineProperties(this.prototype, {
      name: { value: "StoreUnavailableError" },
      [brand]: { value: true },
    });
  }

  /** @returns whether the value is a `StoreUnavailableError`, made by this or another copy of this package */
  static isInstance(value: unknown): value is StoreUnavailableError {
    return typeof value === "object" && value !== null && brand in value;
  }
}
