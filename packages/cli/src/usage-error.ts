const brand = Symbol.for("@sandboxes/cli/UsageError");

/** An error for an invalid command line. Its message says what is wrong and what to write instead. */
export class UsageError extends Error {
  static {
    Object.defineProperties(this.prototype, {
      name: { value: "UsageError" },
      [brand]: { value: true },
    });
  }

  /** Returns whether the value is a `UsageError` of any copy of this package. */
  static isInstance(value: unknown): value is UsageError {
    return typeof value === "object" && value !== null && brand in value;
  }
}
