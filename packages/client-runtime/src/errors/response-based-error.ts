import { ClientError, brand } from "./client-error.ts";
import { hideSecrets } from "./hide-secrets.ts";

/** The input of an error that has a response. */
export interface ResponseBasedErrorInit {
  message: string;
  response: Response;
  hint?: string;
  cause?: unknown;
  /** Secrets to hide in the fields of the error. */
  secrets?: readonly string[] | undefined;
}

/** The base class of errors that have a response. */
export abstract class ResponseBasedError extends ClientError {
  /** @returns whether the value is a `ResponseBasedError` of this or another copy of the package */
  declare static isInstance: (value: unknown) => value is ResponseBasedError;

  static {
    brand(this, "ResponseBasedError");
  }

  /** The HTTP status. */
  readonly status: number;
  /** The request's id from the header `X-Request-Id`, for the API's support. */
  readonly requestId: string | undefined;
  // Private, so that a logged error stays readable and shows no header.
  readonly #response: Response;

  constructor({ message, hint, response, cause, secrets }: ResponseBasedErrorInit) {
    super(hideSecrets(message, secrets), hint, cause === undefined ? undefined : { cause });
    this.status = response.status;
    const requestId = response.headers.get("x-request-id") ?? undefined;
    this.requestId = requestId && hideSecrets(requestId, secrets);
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
