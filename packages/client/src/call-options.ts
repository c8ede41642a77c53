/** HTTP headers, in every form in which `fetch` takes them. */
export type HeadersOption =
  | Headers
  | Readonly<Record<string, string>>
  | readonly (readonly [string, string])[];

/** How long a call may take, and when it is sent again. Of a client, and of one call. */
export interface RetryOptions {
  /**
   * How long one attempt may take, in milliseconds: until its answer has been read, or, of a
   * stream, until it begins.
   *
   * @default 300_000
   */
  timeout?: number | undefined;
  /**
   * How long a call may take, in milliseconds, with all attempts, the waits between them, and
   * the body. A wait that would end after it is not begun.
   *
   * @default Infinity
   */
  deadline?: number | undefined;
  /**
   * How often a request is sent again at most; 0 for never.
   *
   * It is sent again when that is safe. An idempotent one is, after status 408, 429 or 5xx, a
   * timeout and a connection that failed (RFC 9110, section 9.2.2). Any other one only when it
   * was certainly not processed: after status 429, 503 with `Retry-After`, and a connection that
   * could not be made. Status 409 of a sandbox that is `resuming` is waited out.
   *
   * @default 3
   */
  maxRetries?: number | undefined;
  /**
   * The longest that is waited before the first retry, in milliseconds; doubled for each one
   * after it. How long it really is, is left to chance ("full jitter"), so that clients that
   * failed together do not come back together. What `Retry-After` asks for comes on top.
   *
   * @default 500
   */
  retryDelay?: number | undefined;
  /**
   * The most that chance makes of a wait, in milliseconds, and the most that the API may ask for:
   * both add up. When the API asks for more, the call fails at once.
   *
   * @default 60_000
   */
  maxRetryDelay?: number | undefined;
}

/** What every call takes. */
export interface CallOptions extends RetryOptions {
  /** Aborts the call, which then rejects with the signal's own reason. */
  signal?: AbortSignal | undefined;
  /** Headers of this request. They win over those of the client, but not over the API key's. */
  headers?: HeadersOption | undefined;
}
