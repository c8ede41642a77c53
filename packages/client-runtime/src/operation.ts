import type { Call } from "./call.ts";
import type { FailedAttempt } from "./errors/client-error.ts";
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
  /** The format of the request body. Absent if it has no body. */
  readonly body?: BodyFormat;
  /** The format of the body of a success. */
  readonly response: Reader;
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
 * The credentials that an operation needs (OpenAPI 3.1.1, section 4.8.30, "Security Requirement
 * Object").
 */
export interface Security {
  /** The names of the credentials, for an error message. */
  readonly names: readonly string[];
  /** Whether the request already has credentials, or needs none. */
  isPresent(sendable: Sendable): boolean;
  /**
   * Adds the credentials.
   *
   * @returns every form of the secrets that the request then holds; `undefined` if the client lacks a
   *   credential
   * @throws {TypeError} if a credential cannot be written; the message does not repeat it
   * @throws what a credential's function throws
   */
  add(
    sendable: Sendable,
    credentials: Credentials,
  ): readonly string[] | undefined | Promise<readonly string[]>;
  /** Removes these secrets from a request that a plugin has moved to another origin. */
  remove(sendable: Sendable, secrets: readonly string[]): void;
}

/** A credential, or a function that returns the current one. `null`: somebody else adds it. */
export type CredentialOption = Credential | null | (() => Credential | Promise<Credential>);

/** The credentials of a client, by the name of their security scheme. */
export type Credentials = Readonly<Record<string, CredentialOption | undefined>>;

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
  /** Removes the credential if it is one of these secrets. */
  remove(sendable: Sendable, secrets: readonly string[]): void;
}

/** A secret, or the user name and password of HTTP Basic. */
export type Credential = string | { readonly username: string; readonly password: string };

/** A parameter and how it is written. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required?: boolean;
  readonly write: WriteParameter;
}

/**
 * Writes the value of a parameter.
 *
 * @param name the name of the parameter
 * @param place names the parameter in error messages
 * @param isWireName whether property names may already start with a prefix that they share
 * @returns the path segment, the `name=value` pairs of a query or cookie, or the header value
 */
export type WriteParameter = (
  value: unknown,
  name: string,
  place: string,
  isWireName?: boolean,
) => string;

/** A body that `fetch` accepts. Programs without the DOM's types know it by no other name. */
export type RequestBody = NonNullable<RequestInit["body"]>;

/** A format of a request body. */
export interface BodyFormat {
  /** The media type in the document, which can be a range such as `image/*`. */
  readonly type: string;
  /**
   * Chooses among several formats, or among the types of a range.
   *
   * @returns `undefined` if none has the media type
   */
  choose?(contentType: string | undefined): BodyFormat | undefined;
  /** @returns what `fetch` sends, and its `Content-Type` unless `fetch` sets it */
  write(body: unknown): { body: RequestBody; type?: string };
}

/** A format of a response body. */
export interface Reader {
  /** The media type in the document. */
  readonly type: string;
  /** Whether it reads this content type. */
  accepts(contentType: string): boolean;
  /** Chooses among several formats, for a response with this status and content type. */
  choose?(status: number, contentType: string | null): Reader;
  /** Whether the body may be empty. */
  readonly isOptional?: true;
  /** Whether the status is 304, which has no body. */
  readonly isNotModified?: true;
  /** Whether the body may be as long as memory allows. */
  readonly isUnlimited?: true;
  /** @returns the data of a whole body @throws {SyntaxError} if the text is not in this format */
  parse(text: string): unknown;
  /** Reads the whole body, for a format that is not text. */
  read?(response: Response): Promise<unknown>;
  /** Reads items while the body arrives. */
  stream?(body: OpenBody): AsyncGenerator<unknown[], void>;
  /** Whether the method returns a stream even if the caller does not iterate. */
  readonly isStream?: true;
}

/** A body while it arrives. */
export interface OpenBody {
  readonly response: Response;
  /** The largest size of one item, in characters. */
  readonly maxItemSize: number;
  /** @returns the result of the task; rejects as soon as the call ends */
  race<Result>(task: Promise<Result>): Promise<Result>;
  /** Runs for each piece that has arrived, with its text if it has been decoded. */
  onPiece(text?: string): void;
}

/** How a call reads the response. */
export interface Reading {
  /** As a whole (`data`), while it arrives (`stream`), or by the caller (`response`). */
  readonly mode: "data" | "stream" | "response";
  /** @returns the data of a success */
  read(response: Response, reception: Reception): Promise<unknown>;
}

/** The parts of a call that reading its response needs. */
export interface Reception extends Omit<OpenBody, "response"> {
  readonly operation: Operation;
  readonly secrets: readonly string[];
  /** The attempts before this one, which failed. */
  readonly attempts: readonly FailedAttempt[];
  readonly signal: AbortSignal;
  /** Keeps the timers of the call running after it has returned, because the body is still open. */
  keepOpen(): void;
  /** Ends the timers of the call. */
  end(): void;
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
 * @param send sends the operation, and reads the response as a whole unless told otherwise
 */
export type MakeResult = (
  send: (call: Call, reading?: Reading) => Promise<Reply>,
  call: Call,
) => unknown;
