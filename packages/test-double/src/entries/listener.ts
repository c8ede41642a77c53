/** Options for `listen`. */
export interface ListenOptions {
  /**
   * The port. 0 takes any free port.
   *
   * @default 0
   */
  readonly port?: number;
  /**
   * Whether pages of every origin may read the responses (WHATWG Fetch, "CORS protocol").
   *
   * @default false
   */
  readonly cors?: boolean;
}

/** A double on a port. `await using` closes it at the end of its scope. */
export interface Listener {
  /** Such as `http://127.0.0.1:41234`, with the path of the double's base URL. */
  readonly url: string;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
