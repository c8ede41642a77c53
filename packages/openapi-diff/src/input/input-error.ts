const brand = Symbol.for("@sandboxes/openapi-diff.InputError");

/** Thrown for an input that cannot be read: a wrong path, revision, package, URL or option. */
export class InputError extends Error {
  override readonly name = "InputError";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    Object.defineProperty(this, brand, { value: true });
  }

  /** Returns whether a value is an `InputError` of any copy of this package. */
  static isInstance(error: unknown): error is InputError {
    return typeof error === "object" && error !== null && brand in error;
  }
}
