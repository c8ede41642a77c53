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
  /** @returns whether the value is a `SandboxesError`, made by this or another copy of this package */
  declare static isInstance: (value: unknown) => value is SandboxesError;

  static {
    brand(this, "SandboxesError");
  }

  /** What the caller can do. */
  readonly hint: string | undefined;
  /**
   * What was tried in vain, when, and with what result. Empty when nothing was: nothing was sent, a
   * stream broke that the first attempt had opened, or `waitFor` gave up.
   */
  attempts: readonly FailedAttempt[] = [];

  constructor(message: string, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.hint = hint;
  }

  /** @returns what is safe to log: no body, no header, no cause */
  toJSON(): object {
    return Object.assign({ name: this.name, message: this.message }, this);
  }
}

/**
 * Names an error class, marks its instances, and gives it an `isInstance` that goes by the mark, so
 * that another copy of this package recognises them.
 */
export function brand<Instance extends Error>(
  errorClass: { readonly prototype: Instance; isInstance: (value: unknown) => value is Instance },
  name: string,
): void {
  const mark = Symbol.for(`@sandboxes/client/${name}`);
  Object.defineProperties(errorClass.prototype, {
    name: { value: name },
    [mark]: { value: true },
  });
  errorClass.isInstance = (value): value is Instance => mark in (Object(value) as object);
}
