import { hideKey } from "../hide-key.ts";
import { SandboxesError, brand } from "./sandboxes-error.ts";

/** What a `ResponseError` is made of. */
export interface ResponseErrorInit {
  message: string;
  response: Response;
  /** What arrived of the body. */
  body: string;
  cause?: unknown;
  /** Hidden in what is shown of the answer. */
  apiKey?: string | undefined;
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

  constructor({ message, response, body, cause, apiKey }: ResponseErrorInit) {
    super(
      hideKey(message, apiKey),
      "Check the network and `baseUrl`.",
      (cause && { cause }) as ErrorOptions,
    );
    this.status = response.status;
    this.contentType = hideKey(response.headers.get("content-type"), apiKey);
    this.#body = hideKey(body, apiKey).slice(0, 1000);
  }

  /** What arrived of the body, at most its first 1,000 characters. It is in no message and no log. */
  get body(): string {
    return this.#body;
  }
}
