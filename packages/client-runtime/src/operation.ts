import type { Call } from "./call.ts";
import type { Sendable } from "./request/sendable.ts";

/**
 * One operation of an API, as the generated table describes it. Parts that few operations need
 * (a body format, a parameter style, pagination) are values the table imports, so a bundle holds
 * only the parts that its API uses.
 */
export interface Operation {
  /** The `operationId`. */
  readonly id: string;
  /** The HTTP method, in upper case. */
  readonly method: string;
  /** The path, with `{name}` for each path parameter. */
  readonly path: string;
  /** The client's method, such as `"pets.list"`. */
  readonly name: string;
  /** Whether sending the request twice has the same effect as sending it once. */
  readonly idempotent?: boolean;
  /** The credentials it needs. Absent if it needs none. */
  readonly security?: Security;
  readonly parameters?: readonly Parameter[];
  /** The formats of the request body, the default first. Absent if it has no body. */
  readonly body?: readonly BodyFormat[];
  /** How to read each documented success, by status (`200`, `2XX` or `default`). */
  readonly responses: Readonly<Record<string, readonly Reader[]>>;
  /** The `Accept` header, if it offers several formats. */
  readonly accept?: string;
  /** The operation's own server, if the document names one. */
  readonly server?: string;
  /** Adds headers that the client makes itself, once for all attempts of a call. */
  readonly addHeaders?: (headers: Record<string, string>) => void;
  /** Waits while a 409 is caused by a state that passes. */
  readonly conflict?: CheckConflict;
  /** Turns the call into what the client's method returns. */
  readonly result?: MakeResult;
  /** Changes the data of a success before the caller gets it. */
  readonly finish?: (data: unknown, call: Call, run: RunOperation) => void;
}

/**
 * Alternatives, each a list of schemes that are needed together. An empty list means that the
 * operation also accepts requests without credentials (OpenAPI 3.1.1, "Security Requirement
 * Object").
 */
export type Security = readonly (readonly Scheme[])[];

/** A security scheme: the place of its credential in a request. */
export interface Scheme {
  /** Its name in the document, which is also the name of the credential. */
  readonly name: string;
  /** Whether the request already has a credential in that place. */
  isPresent(sendable: Sendable): boolean;
  /**
   * Adds the credential.
   *
   * @returns every form of the secret that the request then holds
   * @throws {TypeError} if the credential cannot be written; the message does not repeat it
   */
  add(sendable: Sendable, credential: Credential): readonly string[];
}

/** A secret, or the user name and password of HTTP Basic. */
export type Credential = string | { readonly username: string; readonly password: string };

/** A parameter and how it is written. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required?: boolean;
  readonly write: WriteParameter;
  /** The prefix that all property names of an object share, such as `"labels."`. */
  readonly prefix?: string;
}

/**
 * Writes the value of a parameter.
 *
 * @param place names the parameter in error messages
 * @param isWireName whether property names may already start with the prefix
 * @returns the path segment, the `name=value` pairs of a query or cookie, or the header value
 */
export type WriteParameter = (
  value: unknown,
  parameter: Parameter,
  place: string,
  isWireName: boolean | undefined,
) => string;

/** A body that `fetch` accepts. Programs without the DOM's types know it by no other name. */
export type RequestBody = NonNullable<RequestInit["body"]>;

/** A format of a request body. */
export interface BodyFormat {
  /** The media type in the document. */
  readonly type: string;
  /** @returns what `fetch` sends, and its `Content-Type` unless `fetch` sets it */
  write(body: unknown, type: string): { body: RequestBody; type?: string };
}

/** A format of a response body. */
export interface Reader {
  /** Whether it reads this content type. */
  accepts(contentType: string): boolean;
  /** The media type in the document, for the `Accept` header. */
  readonly type: string;
  /** Whether the response has no body. */
  readonly isEmpty?: true;
  /** Whether the whole text is parsed as JSON. Otherwise it is the data. */
  readonly isJson?: true;
  /** Whether the body may be as long as memory allows. */
  readonly isUnlimited?: true;
  /** Reads the whole body by itself, for a format that is not text. */
  read?(response: Response): Promise<unknown>;
  /** Reads items while the text arrives. */
  stream?(chunks: AsyncIterable<string>, limit: number): AsyncGenerator<unknown[], void>;
  /** Whether the method returns a stream even if the caller does not iterate. */
  readonly isStream?: true;
}

/** Sends an operation for another one. @returns its data */
export type RunOperation = (
  id: string,
  path: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
) => Promise<unknown>;

/** @returns whether a 409 is caused by a state that passes by itself */
export type CheckConflict = (
  path: Readonly<Record<string, unknown>>,
  run: RunOperation,
) => Promise<boolean>;

/** The data of a success and its response. */
export interface Reply {
  data: unknown;
  response: Response;
}

/**
 * Makes what a method returns.
 *
 * @param send sends the operation; with `isStream`, the data is an async iterable of batches
 */
export type MakeResult = (
  send: (call: Call, isStream?: boolean) => Promise<Reply>,
  call: Call,
) => unknown;
