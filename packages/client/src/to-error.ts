import type { ErrorResponse } from "@sandboxes/schema";
import { ApiError } from "./errors/api-error.ts";
import { AuthenticationError } from "./errors/authentication-error.ts";
import { ConflictError } from "./errors/conflict-error.ts";
import { NotFoundError } from "./errors/not-found-error.ts";
import { RateLimitError } from "./errors/rate-limit-error.ts";
import type { Outcome } from "./send.ts";

const classes: Readonly<Record<number, typeof ApiError>> = {
  401: AuthenticationError,
  404: NotFoundError,
  409: ConflictError,
  429: RateLimitError,
};

/** Makes the error that a method rejects with, of an answer that is one. */
export function toError(
  { error: { error }, response, attempts }: Extract<Outcome, { error: ErrorResponse }>,
  apiKey: string | undefined,
): ApiError {
  const made = new (classes[response.status] ?? ApiError)({ ...error, response, apiKey });
  made.attempts = attempts;
  return made;
}
