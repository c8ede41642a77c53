/** A request that has arrived, with its parts as values. */
export interface DoubleRequest {
  /** The id of its operation. */
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  /** The parameters of each place, as values of their schemas. */
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, unknown>>;
  readonly cookie: Readonly<Record<string, unknown>>;
  /** The body without parameters of its media type: `application/json`. Empty if there is none. */
  readonly contentType: string;
  /** The body: parsed if it is JSON or a form, bytes if it is binary, else the text. */
  readonly body: unknown;
  /** The bytes of the body as they arrived. */
  readonly bytes: Uint8Array;
  /** Milliseconds since the epoch, by the double's clock. */
  readonly at: number;
}
