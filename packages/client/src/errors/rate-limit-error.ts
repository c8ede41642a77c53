import { ApiError, type ApiErrorInit } from "./api-error.ts";
import { parseRetryAfter } from "./parse-retry-after.ts";
import { brand } from "./sandboxes-error.ts";

/** Too many requests, or too many sandboxes (status 429). */
export class RateLimitError extends ApiError {
  /** @returns whether the value is a `RateLimitError`, made by this or another copy of this package */
  declare static isInstance: (value: unknown) => value is RateLimitError;

  static {
    brand(this, "RateLimitError");
  }

  declare readonly status: 429;

  /** How long to wait, in seconds. `undefined` when the answer does not say. */
  readonly retryAfter: number | undefined;

  constructor(init: ApiErrorInit) {
    super(init);
    this.retryAfter = parseRetryAfter(init.response.headers.get("retry-after"), Date.now());
  }
}
