const brand = Symbol.for("@sandboxes/codegen.ConfigError");

/** A configuration that cannot be read, is not one, or asks for what cannot be. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    Object.defineProperty(this, brand, { value: true });
  }

  /** Tells a `ConfigError` of any copy of this package. */
  static isInstance(error: unknown): error is ConfigError {
    return typeof error === "object" && error !== null && brand in error;
  }
}
