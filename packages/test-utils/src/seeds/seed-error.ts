const brand = Symbol.for("@sandboxes/test-utils.SeedError");

/** Thrown for an initial sandbox that the API could not have. */
export class SeedError extends Error {
  override readonly name = "SeedError";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    Object.defineProperty(this, brand, { value: true });
  }

  /** Returns whether a value is a `SeedError` of any copy of this package. */
  static isInstance(error: unknown): error is SeedError {
    return typeof error === "object" && error !== null && brand in error;
  }
}
