import type { FailedAttempt } from "./client-error.ts";
import { ApiError, type ApiErrorInit } from "./api-error.ts";
import { AuthenticationError } from "./authentication-error.ts";
import { ConflictError } from "./conflict-error.ts";
import { NotFoundError } from "./not-found-error.ts";
import { RateLimitError } from "./rate-limit-error.ts";

const classes: Readonly<Record<number, new (init: ApiErrorInit) => ApiError>> = {
  401: AuthenticationError,
  404: NotFoundError,
  409: ConflictError,
  429: RateLimitError,
};

/** @returns the error that a method rejects with after an error response */
export function toError(
  operation: string,
  init: ApiErrorInit,
  attempts: readonly FailedAttempt[],
): ApiError {
  const error = new (classes[init.response.status] ?? ApiError)(init);
  return Object.assign(error, { operation, attempts });
}
