import type { OperationId } from "../contract/contract.ts";

/** The documented statuses of an operation, as numbers. */
type Statuses<Types, Id> = Id extends keyof Types
  ? Types[Id] extends { readonly responses: infer Responses }
    ? Extract<keyof Responses, number>
    : number
  : number;

/** The requests that a fault applies to. */
interface FaultScope {
  /**
   * The number of requests that the fault applies to. `Infinity` lasts until `remove`.
   *
   * @default 1
   */
  readonly times?: number;
  /**
   * The share of requests that the fault applies to, from 0 to 1. The seed of the double selects them.
   *
   * @default 1
   */
  readonly share?: number;
  /**
   * Limits the fault to requests with this value as a path parameter.
   *
   * @default any
   */
  readonly id?: string | number;
}

/** A fault in transport. */
export interface TransportFault {
  /** The delay before anything else happens: milliseconds, or a string such as `"2s"`. */
  readonly latency?: number | string;
  /**
   * Breaks the connection, before the response or in its body. `fetch` rejects, or the body fails,
   * with a `TypeError` whose `cause.code` is `ECONNRESET`.
   */
  readonly reset?: "before-headers" | "in-body";
  /**
   * Damages the body of the response:
   *
   * - `slow`: each byte takes 10 ms
   * - `truncated`: half of the body arrives, and the connection ends cleanly
   * - `truncated-gzip`: half of a compressed body arrives
   * - `garbled`: the middle contains bytes that are not UTF-8
   * - `html`: an error page of a proxy replaces the response, with status 502 by default
   */
  readonly body?: "slow" | "truncated" | "truncated-gzip" | "garbled" | "html";
}

/** An error response. */
interface ResponseFault<Status extends number = number> {
  /** The status. The operation must document it, unless `undocumented` is set. */
  readonly status?: Status;
  /** The machine-readable error code, if the document's errors have one. */
  readonly code?: string;
  /** The human-readable error message. */
  readonly message?: string;
  /** Seconds or a date, sent as `Retry-After` (RFC 9110, section 10.2.3). */
  readonly retryAfter?: number | Date;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A fault. */
export type Fault<Types = unknown, Id = string> = FaultScope &
  TransportFault &
  (
    | (ResponseFault<Statuses<Types, Id>> & { readonly undocumented?: false })
    | (ResponseFault & { readonly undocumented: true })
  );

/** Adds faults. */
export interface Fail<Types> {
  /** Adds a fault to one operation. */
  <Id extends OperationId<Types>>(operation: Id, fault: Fault<Types, Id>): FaultHandle;
  /** Adds a fault to every operation. */
  (fault: Fault): FaultHandle;
}

/** A handle for an added fault. */
export interface FaultHandle {
  /** The number of requests that the fault has applied to. */
  readonly count: number;
  /** Removes the fault. */
  remove(): void;
  [Symbol.dispose](): void;
}
