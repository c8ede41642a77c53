import type { OperationId } from "../contract/contract.ts";

/** The statuses that an operation documents, as numbers. */
type Statuses<Types, Id> = Id extends keyof Types
  ? Types[Id] extends { readonly responses: infer Responses }
    ? Extract<keyof Responses, number>
    : number
  : number;

/** Which requests a fault applies to, and how often. */
interface FaultScope {
  /**
   * How many requests it applies to. `Infinity` lasts until `remove`.
   *
   * @default 1
   */
  readonly times?: number;
  /**
   * The share of requests that it applies to, from 0 to 1. The double's seed decides which.
   *
   * @default 1
   */
  readonly share?: number;
  /**
   * Applies to requests whose path parameters have this value only.
   *
   * @default any
   */
  readonly id?: string | number;
}

/** What goes wrong on the way. */
export interface TransportFault {
  /** Milliseconds, or a text such as `"2s"`, before anything else happens. */
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
   * - `garbled`: bytes that are not UTF-8 stand in the middle
   * - `html`: the page of a proxy instead, with status 502 if no other is given
   */
  readonly body?: "slow" | "truncated" | "truncated-gzip" | "garbled" | "html";
}

/** An error response. */
interface ResponseFault<Status extends number = number> {
  /** The status, which the operation must document unless `undocumented` is set. */
  readonly status?: Status;
  /** The machine-readable code, where the document's errors have one. */
  readonly code?: string;
  /** The reason for people. */
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
  /** Adds a fault of one operation. */
  <Id extends OperationId<Types>>(operation: Id, fault: Fault<Types, Id>): FaultHandle;
  /** Adds a fault of every operation. */
  (fault: Fault): FaultHandle;
}

/** A fault that has been added. */
export interface FaultHandle {
  /** How many requests it has applied to. */
  readonly count: number;
  /** Ends the fault. */
  remove(): void;
  [Symbol.dispose](): void;
}
