import {
  ApiError as RuntimeApiError,
  AuthenticationError as RuntimeAuthenticationError,
  ConflictError as RuntimeConflictError,
  NotFoundError as RuntimeNotFoundError,
  RateLimitError as RuntimeRateLimitError,
} from "@sandboxes/client-runtime";
import type { ErrorCode } from "@sandboxes/schema";

/** An error class of the runtime, typed by the codes of this API. */
interface ErrorClass<Instance, Init> {
  new (init: Init): Instance;
  readonly prototype: Instance;
  /** @returns whether the value is an error of this class, of this or another copy of the package */
  isInstance(value: unknown): value is Instance;
}
type ApiErrorInit = ConstructorParameters<typeof RuntimeApiError>[0];

/** An error response of the API. `code` is one of the API's codes. */
export type ApiError = RuntimeApiError<ErrorCode>;
export const ApiError: ErrorClass<ApiError, ApiErrorInit> = RuntimeApiError;

/** The API key is missing, unknown, revoked or expired (status 401). */
export type AuthenticationError = RuntimeAuthenticationError<ErrorCode>;
export const AuthenticationError: ErrorClass<AuthenticationError, ApiErrorInit> =
  RuntimeAuthenticationError;

/** The state of the sandbox does not allow the operation (status 409). */
export type ConflictError = RuntimeConflictError<ErrorCode>;
export const ConflictError: ErrorClass<ConflictError, ApiErrorInit> = RuntimeConflictError;

/** There is no such sandbox (status 404). */
export type NotFoundError = RuntimeNotFoundError<ErrorCode>;
export const NotFoundError: ErrorClass<NotFoundError, ApiErrorInit> = RuntimeNotFoundError;

/** Too many requests, or too many sandboxes (status 429). */
export type RateLimitError = RuntimeRateLimitError<ErrorCode>;
export const RateLimitError: ErrorClass<RateLimitError, ApiErrorInit> = RuntimeRateLimitError;
