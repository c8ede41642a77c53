import type { Calls, RecordedCall } from "./calls/call-log.ts";
import type { OperationId } from "./contract/contract.ts";
import type { ContractViolation } from "./contract-violation.ts";
import type { InstallOptions, Installation } from "./entries/install-fetch.ts";
import type { ListenOptions, Listener } from "./entries/listener.ts";
import type { Fail } from "./faults/fault.ts";
import type { Clock } from "./time/clock.ts";

/** What a handler responds with: a response, or the parts that differ from a built one. */
export type HandlerResult =
  | Response
  | {
      /** @default the lowest success */
      readonly status?: number;
      /** A JSON body, which must be valid against the document. */
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** Responds to the requests of one operation. */
export type Handler<Call = RecordedCall> = (call: Call) => HandlerResult | Promise<HandlerResult>;

/** A double of an API. */
export interface Double<Types = unknown> {
  /** The base URL of the API: the first server of the document, unless the options name another. */
  readonly baseUrl: string;
  /** Every base URL that the double knows. */
  readonly baseUrls: readonly string[];
  readonly clock: Clock;
  /**
   * Responds in process, like the global `fetch`.
   *
   * @throws {ContractViolation} if the contract does not know the request, unless `strict` is false
   * @throws {TypeError} if a fault breaks the connection
   */
  readonly fetch: typeof globalThis.fetch;
  /** Responds with what stands on the wire. A server that sends it does not need to know the API. */
  respond(request: Request): Promise<Response>;
  /**
   * Adds a fault. It lasts for one request unless it says otherwise.
   *
   * @throws {TypeError} if the contract has no such operation, or the operation no such status
   * @example
   * double.fail("getPet", { status: 503, retryAfter: 2, times: 3 });
   * double.fail({ reset: "in-body", share: 0.1, times: Infinity });
   */
  readonly fail: Fail<Types>;
  /**
   * Responds to one operation by a function of the test.
   *
   * @throws {TypeError} if the contract has no such operation
   * @example
   * double.handle("getPet", ({ path }) => ({ body: { id: path.petId, name: "Tom" } }));
   */
  handle<Id extends OperationId<Types>>(operation: Id, handler: Handler<CallOf<Types, Id>>): void;
  /** The calls by operation, the oldest first. */
  readonly calls: Calls<Types>;
  /** @returns the calls of all operations, in the order in which they arrived */
  allCalls(): readonly RecordedCall[];
  /**
   * Waits for a call.
   *
   * @param times how many calls of the operation there must be. The default is 1.
   * @returns the call that made it that many
   */
  waitForCall<Id extends OperationId<Types>>(
    operation: Id,
    times?: number,
  ): Promise<CallOf<Types, Id>>;
  /** The requests that the contract does not know, and the responses of handlers that break it. */
  readonly violations: readonly ContractViolation[];
  /** Throws the first violation, if there is one. Call it at the end of a test. */
  verify(): void;
  /** Forgets calls, faults, handlers and violations. What the responder keeps stays. */
  reset(): void;
  /**
   * Serves the double on a port of this machine. Needs Node, Bun or Deno.
   *
   * @throws {Error} if the port is taken
   */
  listen(options?: ListenOptions): Promise<Listener>;
  /** Replaces the global `fetch` for code that cannot be given one. */
  install(options?: InstallOptions): Installation;
}

/** A call of an operation with its types. */
export type CallOf<Types, Id> = Id extends keyof Calls<Types>
  ? Calls<Types>[Id] extends readonly (infer Call)[]
    ? Call
    : RecordedCall
  : RecordedCall;
