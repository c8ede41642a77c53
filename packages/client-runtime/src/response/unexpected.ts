import { copyError } from "../errors/hide-secrets.ts";
import { ResponseError } from "../errors/response-error.ts";
import type { Reception } from "../operation.ts";

/**
 * Makes the error of a body that is not JSON. Node's `fetch` reports no error if a compressed body ends
 * early, so such a body counts as a broken connection.
 */
export function notJson(
  reception: Pick<Reception, "operation" | "secrets" | "attempts">,
  response: Response,
  arrived: string,
): ResponseError {
  return response.headers.has("content-encoding")
    ? unexpected(reception, response, "its body is cut", arrived, new Error("Not JSON."))
    : unexpected(reception, response, "its body is not JSON", arrived);
}

/** Makes the error of a response that is not what the operation promises. */
export function unexpected(
  { operation, secrets, attempts }: Pick<Reception, "operation" | "secrets" | "attempts">,
  response: Response,
  problem: string,
  arrived: string,
  cause?: unknown,
): ResponseError {
  const error = new ResponseError({
    message: `${operation.method} ${operation.path}: status ${response.status}, but ${problem}.`,
    response,
    body: arrived,
    cause: cause === undefined ? undefined : copyError(cause, secrets),
    secrets,
  });
  error.operation = operation.id;
  error.attempts = attempts;
  return error;
}
