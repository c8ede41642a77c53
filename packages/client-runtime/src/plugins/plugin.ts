import type { Operation, Reading } from "../operation.ts";
import type { Sendable } from "../request/sendable.ts";
import type { ErrorFields } from "../response/error-fields.ts";

/** One attempt of a call. A plugin passes it on, or a changed copy. */
export interface Attempt extends Sendable {
  readonly operation: Operation;
  /** 1 for the first attempt. */
  readonly number: number;
  /** The wait before the attempt, in milliseconds. */
  readonly delay: number;
  /**
   * How the body of a success is read: as a whole (`data`), while it arrives (`stream`), or by the
   * caller (`response`).
   */
  readonly mode: Reading["mode"];
  /** The secrets that the request holds, so that a plugin can hide them in a log. */
  readonly secrets: readonly string[];
  /** Sends the request. @throws {ConnectionError} if no response arrives */
  readonly fetch: (sendable: Sendable) => Promise<Response>;
  /** Reads the response to the request. @returns the data of a success */
  readonly read: (response: Response) => Promise<unknown>;
}

/** The result of an attempt: the data of a success, or what an error response says. */
export type Answer =
  | { data: unknown; error?: undefined; response: Response }
  | { data?: undefined; error: ErrorFields; response: Response };

/** Makes one attempt. */
export type Exchange = (attempt: Attempt) => Promise<Answer>;

/**
 * Observes or changes each attempt of a client.
 *
 * @example
 * const timing: Plugin = (next) => async (attempt) => {
 *   const start = performance.now();
 *   try {
 *     return await next(attempt);
 *   } finally {
 *     console.log(attempt.operation.id, attempt.number, performance.now() - start);
 *   }
 * };
 */
export type Plugin = (next: Exchange) => Exchange;
