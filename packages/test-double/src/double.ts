import type { Calls, RecordedCall } from "./calls/call-log.ts";
import type { OperationId } from "./contract/contract.ts";
import type { ContractViolation } from "./contract-violation.ts";
import type { InstallOptions, Installation } from "./entries/install-fetch.ts";
import type { ListenOptions, Listener } from "./entries/listener.ts";
import type { Fail } from "./faults/fault.ts";
import type { Clock } from "./time/clock.ts";

/** The result of a handler: a response, or the parts that replace those of a built response. */
export type HandlerResult =
  | Response
  | {
      /** @default the lowest documented success status */
      readonly status?: number;
      /** A JSON body, which must be valid against the document. */
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** Responds to the requests of one operation. */
export type Handler<Call = RecordedCall> = (call: Call) => HandlerResult | Promise<HandlerResult>;

/** A double of an API. */
export interface Double<Types = unknown> {
  /** The base URL of the API. The default is the first server of the document. */
  readonly baseUrl: string;
  /** Every base URL that the double recognizes. */
  readonly baseUrls: readonly string[];
  readonly clock: Clock;
  /**
   * Responds in process, like the global `fetch`.
   *
   * @throws {ContractViolation} if the contract does not define the request, unless `strict` is false
   * @throws {TypeError} if a fault breaks the connection
   */
  readonly fetch: typeof globalThis.fetch;
  /** Returns the response as sent on the wire, so that any server can forward it unchanged. */
  respond(request: Request): Promise<Response>;
  /**
   * Adds a fault. By default it applies to one request.
   *
   * @throws {TypeError} if the contract has no such operation, or if the operation does not document the status
   * @example
   * double.fail("getPet", { status: 503, retryAfter: 2, times: 3 });
   * double.fail({ reset: "in-body", share: 0.1, times: Infinity });
   */
  readonly fail: Fail<Types>;
  /**
   * Responds to one operation with a function.
   *
   * @throws {TypeError} if the contract has no such operation
   * @example
   * double.handle("getPet", ({ path }) => ({ body: { id: path.petId, name: "Tom" } }));
   */
  handle<Id extends OperationId<Types>>(operation: Id, handler: Handler<CallOf<Types, Id>>): void;
  /** The calls by operation, oldest first. */
  readonly calls: Calls<Types>;
  /** @returns the calls of all operations, in the order in which they arrived */
  allCalls(): readonly RecordedCall[];
  /**
   * Waits for a number of calls.
   *
   * @param times the number of calls of the operation to wait for. The default is 1.
   * @returns the last of these calls
   */
  waitForCall<Id extends OperationId<Types>>(
    operation: Id,
    times?: number,
  ): Promise<CallOf<Types, Id>>;
  /** The requests that the contract does not define, and the handler responses that violate it. */
  readonly violations: readonly ContractViolation[];
  /** Throws the first violation, if there is one. Call it at the end of a test. */
  verify(): void;
  /**
   * Writes all calls so far as a program that sends the same requests, for the message of a failing test or a bug
   * report. It contains the credentials of the requests.
   */
  reproduction(): string;
  /** Removes all calls, faults, handlers and violations. The state of the responder stays. */
  reset(): void;
  /**
   * Serves the double on a port of this machine. Needs Node, Bun or Deno.
   *
   * @throws {Error} if the port is taken
   */
  listen(options?: ListenOptions): Promise<Listener>;
  /** Replaces the global `fetch`, for code that does not accept a `fetch` option. */
  install(options?: InstallOptions): Installation;
}

/** A call of an operation with its types. */
export type CallOf<Types, Id> = Id extends keyof Calls<Types>
  ? Calls<Types>[Id] extends readonly (infer Call)[]
    ? Call
    : RecordedCall
  : RecordedCall;
