/** HTTP headers in any form that `fetch` accepts. */
export type HeadersOption =
  | Headers
  | Readonly<Record<string, string>>
  | readonly (readonly [string, string])[];

/** Limits of time and retries, for a client or for one call. */
export interface RetryOptions {
  /**
   * The longest time for one attempt, in milliseconds: until its response has been read, or, for a
   * stream, until the response starts.
   *
   * @default 60_000 for an idempotent operation, 300_000 for any other
   */
  timeout?: number | undefined;
  /**
   * The longest time for the whole call, in milliseconds: all attempts, the waits between them,
   * and the body. The client does not start a wait that would end after the deadline.
   *
   * @default Infinity
   */
  deadline?: number | undefined;
  /**
   * The longest time between two pieces of a stream, in milliseconds.
   *
   * @default 300_000
   */
  idleTimeout?: number | undefined;
  /**
   * The largest number of retries. 0 turns retries off.
   *
   * The client retries only when that is safe. It retries an idempotent operation after status
   * 408, 429 or 5xx, a timeout, or a connection failure (RFC 9110, section 9.2.2). It retries any
   * other operation only if the server certainly did not process the request: after status 429,
   * 503 with `Retry-After`, or if no connection was made. It retries a 409 while the state that
   * causes it lasts, if the API's document declares that state.
   *
   * @default 3
   */
  maxRetries?: number | undefined;
  /**
   * The longest backoff before the first retry, in milliseconds. It doubles with each retry. The
   * actual backoff is a random part of it ("full jitter"), so that clients that failed together do
   * not return together. The time that `Retry-After` asks for is added.
   *
   * @default 500
   */
  retryDelay?: number | undefined;
  /**
   * The largest backoff, and the largest `Retry-After` that the client accepts, in milliseconds.
   * If the server asks for more, the call fails immediately.
   *
   * @default 60_000
   */
  maxRetryDelay?: number | undefined;
  /**
   * The largest size of one element of a list, one event or one line, in characters.
   *
   * @default 67_108_864 (64 Mi)
   */
  maxItemSize?: number | undefined;
}

/** Options that every call accepts. */
export interface CallOptions extends RetryOptions {
  /** Aborts the call, which then rejects with the signal's own reason. */
  signal?: AbortSignal | undefined;
  /** Headers of this request. They replace the client's headers, but not its credentials. */
  headers?: HeadersOption | undefined;
  /**
   * Other options of `fetch`, passed on as they are, such as `cache`, `credentials`, `keepalive` or
   * `dispatcher` (Node).
   */
  init?: Readonly<Record<string, unknown>> | undefined;
  /**
   * The media type of the request body, where the operation accepts several.
   *
   * @default the first JSON type, otherwise the first type in the document
   */
  contentType?: string | undefined;
  /** The media type of the response, where the operation offers several. Sent as `Accept`. */
  accept?: string | undefined;
}
