const brand = Symbol.for("@sandboxes/cli/UsageError");

/** An error for a command line that is not valid. Its message says what is wrong and what to write instead. */
export class UsageError extends Error {
  static {
    Object.defineProperties(this.prototype, {
      name: { value: "UsageError" },
      [brand]: { value: true },
    });
  }

  /** @returns whether the value is a `UsageError`, made by this or another copy of this package */
  static isInstance(value: unknown): value is UsageError {
    return typeof value === "object" && value !== null && brand in value;
  }
}
