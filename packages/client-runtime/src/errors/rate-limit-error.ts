import { ApiError, type ApiErrorInit } from "./api-error.ts";
import { brand } from "./client-error.ts";
import { requestedWait } from "./wait/requested-wait.ts";

/** Too many requests, or a limit of the account (status 429). */
export class RateLimitError<Code extends string = string> extends ApiError<Code> {
  /** @returns whether the value is a `RateLimitError` of this or another copy of the package */
  declare static isInstance: (value: unknown) => value is RateLimitError;

  static {
    brand(this, "RateLimitError");
  }

  declare readonly status: 429;

  /**
   * The wait that the API asks for in `Retry-After` or `RateLimit-Reset`, in seconds. `undefined` if
   * it asks for none.
   */
  readonly retryAfter: number | undefined;

  constructor(init: ApiErrorInit) {
    super(init);
    this.retryAfter = requestedWait(init.response, Date.now());
  }
}
