import type { OperationRequest } from "@sandboxes/schema/operations";
import { ResponseError } from "./errors/response-error.ts";
import { copyError } from "./hide-key.ts";

/** Makes the error of an answer that is not what the operation promises. */
export function unexpected(
  { method, path }: OperationRequest,
  response: Response,
  apiKey: string | undefined,
  problem: string,
  arrived: string,
  cause?: unknown,
): ResponseError {
  return new ResponseError({
    message: `${method} ${path}: status ${response.status}, but ${problem}.`,
    response,
    body: arrived,
    cause: cause && copyError(cause, apiKey),
    apiKey,
  });
}
