import type { Operation } from "@sandboxes/schema/operations";
import { ResponseError } from "./errors/response-error.ts";
import { hideKey, hideKeyInError } from "./hide-key.ts";
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
  { method, path, produces, success }: Operation,
  response: Response,
  apiKey: string | undefined,
): Promise<unknown> {
  const { status } = response;
  if (produces === null) {
    await response.body?.cancel();
    return undefined;
  }

  const { text, cause } = await readText(response);
  const contentType = response.headers.get("Content-Type");
  const fail = (problem: string): never => {
    const message = `${method} ${path} was answered with status ${status}, but ${problem}.`;
    const body = hideKey(text, apiKey);
    throw new ResponseError({ message, response, body, cause: hideKeyInError(cause, apiKey) });
  };

  if (cause !== undefined) fail("the connection broke before the whole body had arrived");
  if (text === "") {
    // A success without a body, beside one with it.
    return status === 204 && success.includes(204)
      ? undefined
      : fail("without the body that is due");
  }
  if (!isJson(produces)) return text;
  if (!isJson(contentType))
    fail(`its content type is ${contentType ?? "missing"}, not ${produces}`);
  try {
    return JSON.parse(text);
  } catch {
    return fail("its body is not valid JSON");
  }
}
