/** A received request with its parsed parts. */
export interface DoubleRequest {
  /** The id of the operation. */
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  /** The parameters by location, parsed by their schemas. */
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  /**
   * The query with the property names on the wire, as the validators check it:
   * `{ labels: { "labels.env": "prod" } }`, where `query` is `{ labels: { env: "prod" } }`.
   */
  readonly wireQuery: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, unknown>>;
  readonly cookie: Readonly<Record<string, unknown>>;
  /** The media type of the body without its parameters, such as `application/json`. Empty without a body. */
  readonly contentType: string;
  /** The body: parsed for JSON and forms, bytes for binary data, or else a string. */
  readonly body: unknown;
  /** The raw bytes of the body. */
  readonly bytes: Uint8Array;
  /** Milliseconds since the epoch, by the double's clock. */
  readonly at: number;
}
