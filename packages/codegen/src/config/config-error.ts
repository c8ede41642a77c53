const brand = Symbol.for("@sandboxes/codegen.ConfigError");

/** A configuration or an argument that is wrong. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    Object.defineProperty(this, brand, { value: true });
  }

  /** @returns whether an error is a `ConfigError`, of any copy of this package */
  static isInstance(error: unknown): error is ConfigError {
    return typeof error === "object" && error !== null && brand in error;
  }
}
