/** Options for `listen`. */
export interface ListenOptions {
  /**
   * The port. 0 selects any free port.
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

/** A double that listens on a port. `await using` closes it at the end of the scope. */
export interface Listener {
  /** The base URL, such as `http://127.0.0.1:41234`, with the path of the double's base URL. */
  readonly url: string;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
