import type { ErrorCode } from "@sandboxes/schema";
import { hideKey } from "../hide-key.ts";
import { SandboxesError, brand } from "./sandboxes-error.ts";

/** What an `ApiError` is made of. */
export interface ApiErrorInit {
  message: string;
  code: ErrorCode;
  response: Response;
  /** Hidden in what is shown of the answer. */
  apiKey?: string | undefined;
}

/**
 * The API answered, and the answer is not a success. Some statuses have a class of their own:
 * `AuthenticationError`, `NotFoundError`, `ConflictError` and `RateLimitError`.
 *
 * @example
 * try {
 *   await client.sandboxes.list();
 * } catch (error) {
 *   if (ApiError.isInstance(error) && error.code === "service_unavailable") return retryLater();
 *   throw error;
 * }
 */
export class ApiError extends SandboxesError {
  /** @returns whether the value is an `ApiError`, made by this or another copy of this package */
  declare static isInstance: (value: unknown) => value is ApiError;

  static {
    brand(this, "ApiError");
  }

  /** The HTTP status. */
  readonly status: number;
  /** What went wrong, for a program. `"unknown"` when the answer does not carry the API's error body. */
  readonly code: ErrorCode;
  /** What the answer calls the request in `X-Request-Id`, to quote to support. */
  readonly requestId: string | undefined;
  // Private, so that a logged error stays readable.
  readonly #response: Response;

  constructor({ message, code, response, apiKey }: ApiErrorInit) {
    const { status, headers } = response;
    const isOurs = /^(409|429|5)/.test(status as unknown as string);
    super(message, isOurs ? "Try again later." : "Check the call and the API key.");
    this.status = status;
    this.code = code;
    this.requestId = hideKey(headers.get("x-request-id"), apiKey);
    this.#response = response;
  }

  /** The response. Its body has been read. */
  get response(): Response {
    return this.#response;
  }

  /** The headers of the response. */
  get headers(): Headers {
    return this.#response.headers;
  }
}
