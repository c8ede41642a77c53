const brand = Symbol.for("@sandboxes/cli/UsageError");

/** A command line that cannot be understood. Its message says what is wrong and what would be right. */
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
