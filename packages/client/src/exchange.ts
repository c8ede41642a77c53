import type { ErrorResponse } from "@sandboxes/schema";
import type { OperationRequest } from "@sandboxes/schema/operations";
import type { Settings } from "./client-options.ts";
import { readData } from "./read-data.ts";
import { readErrorBody } from "./read-error-body.ts";
import type { Sendable } from "./transport.ts";

/** One attempt of a call. */
export interface Attempt extends Sendable {
  readonly operation: OperationRequest;
  /** 1 for the first one. */
  readonly number: number;
  /** How long was waited before it, in milliseconds. */
  readonly delay: number;
  /** Whether the body of a success is left to whoever asked. */
  readonly stream: boolean;
  /** Sends the request. @throws {ConnectionError} when no answer comes */
  readonly fetch: (sendable: Sendable) => Promise<Response>;
}

/** What came back: data of a success, otherwise an error. */
export type Answer =
  | { data: unknown; error?: undefined; response: Response }
  | { data?: undefined; error: ErrorResponse; response: Response };

/** Makes one attempt. */
export type Exchange = (attempt: Attempt) => Promise<Answer>;

/**
 * Sees and changes what a client does: each attempt goes through it.
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

/** Makes the exchange of a client, with its plugins around it: the first one is the outermost. */
export function createExchange(settings: Settings): Exchange {
  const exchange: Exchange = async (attempt) => {
    const response = await attempt.fetch(attempt);
    if (response.status >= 400)
      return { error: await readErrorBody(response, settings.apiKey), response };
    return { data: await readData(attempt, response, settings.apiKey), response };
  };
  return settings.plugins.reduceRight((next, plugin) => plugin(next), exchange);
}
