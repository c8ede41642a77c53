/** One attempt of a call that failed. */
export interface FailedAttempt {
  /** Its start, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** Its duration in milliseconds. */
  readonly duration: number;
  /** The HTTP status, if a response arrived. */
  readonly status?: number;
  /** The name of the error, if no response arrived. */
  readonly error?: string;
  /** The wait before the next attempt, in milliseconds. Absent for the last attempt. */
  readonly delay?: number;
}

/**
 * The base class of every error of this package.
 *
 * @example
 * if (ClientError.isInstance(error)) log(error.toJSON());
 */
export abstract class ClientError extends Error {
  /** @returns whether the value is a `ClientError` of this or another copy of the package */
  declare static isInstance: (value: unknown) => value is ClientError;

  static {
    brand(this, "ClientError");
  }

  /** A hint for the caller on how to fix the problem. */
  readonly hint: string | undefined;
  /** The id of the operation that was called. */
  operation: string | undefined;
  /** The attempts that failed. Empty if no request was sent. */
  attempts: readonly FailedAttempt[] = [];

  constructor(message: string, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.hint = hint;
  }

  /** @returns a form that is safe to log: without bodies, headers and the cause */
  toJSON(): object {
    return Object.assign({ name: this.name, message: this.message }, this);
  }
}

/**
 * Names an error class and gives it an `isInstance` that recognizes errors of other copies of this
 * package, too, by a mark on the prototype.
 */
export function brand<Instance extends Error>(
  errorClass: { readonly prototype: Instance; isInstance: (value: unknown) => value is Instance },
  name: string,
): void {
  const mark = Symbol.for(`@sandboxes/client-runtime/${name}`);
  Object.defineProperties(errorClass.prototype, {
    name: { value: name },
    [mark]: { value: true },
  });
  errorClass.isInstance = (value): value is Instance => mark in (Object(value) as object);
}
