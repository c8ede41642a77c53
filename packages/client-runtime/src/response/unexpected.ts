import { copyError } from "../errors/hide-secrets.ts";
import { ResponseError } from "../errors/response-error.ts";
import type { Operation } from "../operation.ts";

/** Makes the error of a response that is not what the operation promises. */
export function unexpected(
  { id, method, path }: Pick<Operation, "id" | "method" | "path">,
  response: Response,
  secrets: readonly string[],
  problem: string,
  arrived: string,
  cause?: unknown,
): ResponseError {
  const error = new ResponseError({
    message: `${method} ${path}: status ${response.status}, but ${problem}.`,
    response,
    body: arrived,
    cause: cause === undefined ? undefined : copyError(cause, secrets),
    secrets,
  });
  error.operation = id;
  return error;
}
