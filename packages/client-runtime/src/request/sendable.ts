/** The second argument of `fetch`. */
export interface FetchInit extends Omit<RequestInit, "headers" | "method" | "signal"> {
  method: string;
  /** By name in lower case. */
  headers: Record<string, string>;
  signal?: AbortSignal;
}

/** A request that is ready to send. */
export interface Sendable {
  url: string;
  init: FetchInit;
}
