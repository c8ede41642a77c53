import { brand } from "./client-error.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { ResponseBasedError, type ResponseBasedErrorInit } from "./response-based-error.ts";

/** The input of a `ResponseError`. */
export interface ResponseErrorInit extends Omit<ResponseBasedErrorInit, "hint"> {
  /** The part of the body that arrived. */
  body: string;
}

/**
 * A response that breaks the API's contract: HTML instead of JSON, truncated JSON, no body where
 * one is required, a redirect, or an interrupted stream.
 */
export class ResponseError extends ResponseBasedError {
  /** @returns whether the value is a `ResponseError` of this or another copy of the package */
  declare static isInstance: (value: unknown) => value is ResponseError;

  static {
    brand(this, "ResponseError");
  }

  /** The `Content-Type` of the response. */
  readonly contentType: string | undefined;
  // Private, because a body can hold a secret, and errors are logged.
  readonly #body: string;

  constructor(init: ResponseErrorInit) {
    super({ ...init, hint: "Check the network and `baseUrl`." });
    const { response, body, secrets } = init;
    const contentType = response.headers.get("content-type") ?? undefined;
    this.contentType = contentType && hideSecrets(contentType, secrets);
    this.#body = hideSecrets(body, secrets).slice(0, 1000);
  }

  /**
   * The part of the body that arrived, at most its first 1,000 characters. It appears in no
   * message and no log.
   */
  get body(): string {
    return this.#body;
  }
}
