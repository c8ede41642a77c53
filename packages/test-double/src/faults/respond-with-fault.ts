import type { DoubleRequest } from "../request/double-request.ts";
import type { ResponseBuilder } from "../responders/build-response.ts";
import type { ErrorResponder } from "../responders/error-response.ts";
import { type Clock, parseDuration } from "../time/clock.ts";
import { damage } from "./damage-body.ts";
import type { Fault } from "./fault.ts";
import { connectionReset } from "./network-error.ts";

/** Responds to a request with a fault. */
export type FaultResponder = (
  fault: Fault,
  request: DoubleRequest,
  respond: () => Promise<Response>,
) => Promise<Response>;

/** Creates the function that turns faults into responses. */
export function createFaultResponder(
  builder: ResponseBuilder,
  respondWithError: ErrorResponder,
  clock: Clock,
): FaultResponder {
  return async (fault, { operation }, respond) => {
    if (fault.latency !== undefined) {
      const latency = parseDuration(fault.latency);
      await new Promise<void>((resolve) => void clock.setTimeout(resolve, latency));
    }
    if (fault.reset === "before-headers") throw connectionReset("fetch failed");
    const { status } = fault;
    const response =
      status === undefined
        ? await respond()
        : errorResponse(builder, respondWithError, operation, fault, status);
    return damage(withHeaders(response, fault), fault, clock);
  };
}

function errorResponse(
  builder: ResponseBuilder,
  respondWithError: ErrorResponder,
  operation: string,
  { code, message = "The test asked for this error.", undocumented = false }: Fault,
  status: number,
): Response {
  if (!undocumented) checkStatus(builder, operation, status);
  return respondWithError(operation, status, message, code);
}

/** @throws {TypeError} if the operation does not document the status */
export function checkStatus(builder: ResponseBuilder, operation: string, status: number): void {
  if (builder.documentedStatus(operation, status) !== undefined) return;
  throw new TypeError(
    `${operation} does not document the status ${status}. Choose another one or set \`undocumented: true\`.`,
  );
}

function withHeaders(response: Response, { retryAfter, headers = {} }: Fault): Response {
  if (retryAfter !== undefined) {
    const value = retryAfter instanceof Date ? retryAfter.toUTCString() : String(retryAfter);
    response.headers.set("retry-after", value);
  }
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
