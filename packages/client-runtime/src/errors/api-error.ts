import { brand } from "./client-error.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { ResponseBasedError, type ResponseBasedErrorInit } from "./response-based-error.ts";

/** The input of an `ApiError`. */
export interface ApiErrorInit extends Omit<ResponseBasedErrorInit, "hint"> {
  code: string;
  body?: unknown;
}

/**
 * An error response of the API. Some statuses have a class of their own: `AuthenticationError`,
 * `NotFoundError`, `ConflictError` and `RateLimitError`.
 *
 * @typeParam Code the codes of the API
 * @example
 * try {
 *   await client.pets.get(id);
 * } catch (error) {
 *   if (ApiError.isInstance(error) && error.code === "archived") return undefined;
 *   throw error;
 * }
 */
export class ApiError<Code extends string = string> extends ResponseBasedError {
  /** @returns whether the value is an `ApiError` of this or another copy of the package */
  declare static isInstance: (value: unknown) => value is ApiError;

  static {
    brand(this, "ApiError");
  }

  /** The reason, for programs. `"unknown"` if the response gives none. */
  readonly code: Code;
  // Private, because a body can hold a secret, and errors are logged.
  readonly #body: unknown;

  constructor(init: ApiErrorInit) {
    const { status } = init.response;
    const isTemporary = status === 409 || status === 429 || status >= 500;
    const hint = isTemporary ? "Try again later." : "Check the call and the credentials.";
    super({ ...init, hint });
    this.code = hideSecrets(init.code, init.secrets) as Code;
    this.#body = init.body;
  }

  /**
   * The body of the response: parsed JSON, otherwise its text. It appears in no message and no log. The
   * client reads at most 1,048,576 characters, and leaves out what nests deeper than 100 levels.
   */
  get body(): unknown {
    return this.#body;
  }
}
