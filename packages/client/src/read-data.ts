import type { OperationRequest } from "@sandboxes/schema/operations";
import { ResponseError } from "./errors/response-error.ts";
import { hideKey, copyError } from "./hide-key.ts";
import { isJson } from "./is-json.ts";
import { readText } from "./read-text.ts";

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

  const { text, cause } = await readText(response);
  const contentType = response.headers.get("Content-Type");
  const fail = (problem: string): never => {
    const message = `${method} ${path} was answered with ${response.status}, but ${problem}.`;
    const body = hideKey(text, apiKey);
    throw new ResponseError({ message, response, body, cause: cause && copyError(cause, apiKey) });
  };

  if (cause !== undefined) fail("its body broke off");
  if (text === "") fail("without a body");
  if (!isJson(produces)) return text;
  if (!isJson(contentType))
    fail(`its content type is ${contentType ?? "missing"}, not ${produces}`);
  try {
    return JSON.parse(text);
  } catch {
    return fail("its body is not valid JSON");
  }
}
