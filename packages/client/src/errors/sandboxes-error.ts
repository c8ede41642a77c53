/** One attempt of a call that did not succeed. */
export interface FailedAttempt {
  /** When it began, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** How long it took, in milliseconds. */
  readonly duration: number;
  /** The HTTP status, where an answer came. */
  readonly status?: number;
  /** The name of the error, where none came. */
  readonly error?: string;
  /** How long was waited after it, in milliseconds; absent of the last one. */
  readonly delay?: number;
}

/**
 * What every error of this package is.
 *
 * @example
 * if (SandboxesError.isInstance(error)) log(error.toJSON());
 */
export abstract class SandboxesError extends Error {
  static {
    brand(this, "SandboxesError");
  }

  /** What the caller can do. */
  readonly hint: string | undefined;
  /** What was tried, when, and with what result. Empty when nothing was sent. */
  attempts: readonly FailedAttempt[] = [];

  constructor(message: string, hint: string | undefined, options?: ErrorOptions) {
    super(message, options);
    this.hint = hint;
  }

  /** @returns what is safe to log: no body, no header, no cause */
  toJSON(): object {
    const { name, message } = this;
    return Object.assign({ name, message }, this);
  }

  /** @returns whether the value is an error of this class, made by this or another copy of this package */
  static isInstance<Instance extends Error>(
    this: { readonly prototype: Instance },
    value: unknown,
  ): value is Instance {
    return typeof value === "object" && value !== null && symbolOf(this.prototype.name) in value;
  }
}

/**
 * Names an error class and marks its instances, so that another copy of this package
 * recognises them.
 */
export function brand(errorClass: { readonly prototype: Error }, name: string): void {
  Object.defineProperties(errorClass.prototype, {
    name: { value: name },
    [symbolOf(name)]: { value: true },
  });
}

function symbolOf(name: string): symbol {
  return Symbol.for(`@sandboxes/client/${name}`);
}
