/** A body: a JSON value, a text, or bytes in Base64. A property is absent if the body is none of this kind. */
export interface RecordedBody {
  /** A JSON value, or the fields of a form. */
  readonly body?: unknown;
  readonly text?: string;
  readonly base64?: string;
}

/** A request without its credentials. Parts that are empty are absent. */
export interface RecordedRequest extends RecordedBody {
  readonly path?: Readonly<Record<string, unknown>>;
  /** The query, with the property names on the wire. */
  readonly query?: Readonly<Record<string, unknown>>;
  /** The header parameters of the contract. */
  readonly header?: Readonly<Record<string, unknown>>;
  readonly cookie?: Readonly<Record<string, unknown>>;
}

/** A response without cookies, and without the headers of its connection. */
export interface RecordedResponse extends RecordedBody {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** A request and its response. */
export interface Exchange {
  readonly operation: string;
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
}

/** Exchanges in the order of their requests. It is JSON, so `JSON.stringify(recording, null, 2)` saves it. */
export interface Recording {
  readonly version: 1;
  readonly exchanges: readonly Exchange[];
}

/** @returns the body for a recording, by the type of its value */
export function toRecordedBody(value: unknown): RecordedBody {
  if (value === undefined) return {};
  if (value instanceof Uint8Array) return { base64: btoa(String.fromCodePoint(...value)) };
  return typeof value === "string" ? { text: value } : { body: value };
}
