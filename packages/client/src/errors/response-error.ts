import { SandboxesError, brand } from "./sandboxes-error.ts";

/** What a `ResponseError` is made of. */
export interface ResponseErrorInit {
  message: string;
  response: Response;
  /** What arrived of the body. */
  body: string;
  cause?: unknown;
}

/**
 * The answer is not what the API's contract says: HTML instead of JSON, cut JSON, no body
 * where one is due, a redirect.
 */
export class ResponseError extends SandboxesError {
  /** @returns whether the value is a `ResponseError`, made by this or another copy of this package */
  declare static isInstance: (value: unknown) => value is ResponseError;

  static {
    brand(this, "ResponseError");
  }

  /** The HTTP status. */
  readonly status: number;
  /** The `Content-Type` of the answer. */
  readonly contentType: string | undefined;
  // Private, because a body can hold a secret, and errors are logged.
  readonly #body: string;

  constructor({ message, response, body, cause }: ResponseErrorInit) {
    super(message, "Check the network and `baseUrl`.", (cause && { cause }) as ErrorOptions);
    this.status = response.status;
    this.contentType = response.headers.get("content-type") ?? undefined;
    this.#body = body.slice(0, 1000);
  }

  /** What arrived of the body, at most its first 1,000 characters. It is in no message and no log. */
  get body(): string {
    return this.#body;
  }
}
