import type { OperationRequest } from "@sandboxes/schema/operations";
import { ResponseError } from "./errors/response-error.ts";
import { copyError, hideKey } from "./hide-key.ts";
import { isJson } from "./is-json.ts";
import { readBody } from "./read-body.ts";

/**
 * Reads the body of a success.
 *
 * @returns what its JSON says; its text where the operation answers with something else;
 *   `undefined` where the operation has no body
 * @throws {ResponseError} when the body is not what the operation promises; with a `cause` when
 *   the connection broke
 */
export async function readData(
  { method, path, produces }: OperationRequest,
  response: Response,
  apiKey: string | undefined,
): Promise<unknown> {
  if (produces === null) {
    await response.body?.cancel();
    return undefined;
  }
  const { text, json, cause } = await readBody(response);
  const contentType = response.headers.get("Content-Type");
  const isText = !isJson(produces);
  let problem: string | undefined;
  if (cause !== undefined) problem = "its body broke off";
  else if (text === "") problem = "without a body";
  else if (!isText && !isJson(contentType))
    problem = `its content type is ${contentType ?? "missing"}, not ${produces}`;
  else if (!isText && json === undefined) problem = "its body is not valid JSON";
  else return isText ? text : json;
  throw new ResponseError({
    message: `${method} ${path} was answered with ${response.status}, but ${problem}.`,
    response,
    body: hideKey(text, apiKey),
    cause: cause && copyError(cause, apiKey),
  });
}
