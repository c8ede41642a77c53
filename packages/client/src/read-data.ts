import type { Operation } from "@sandboxes/schema/operations";
import { isJson } from "./media-type.ts";
import { longest, readText } from "./read-text.ts";
import { unexpected } from "./unexpected.ts";

/**
 * Reads the body of a success.
 *
 * @returns what its JSON says; its text where the operation answers with something else;
 *   `undefined` where the operation has no body
 * @throws {ResponseError} when the body is not what the operation promises; with a `cause` when
 *   the connection broke
 */
export async function readData(
  operation: Operation,
  response: Response,
  apiKey: string | undefined,
): Promise<unknown> {
  const { produces, success, array } = operation;
  if (produces === null) {
    await response.body?.cancel();
    return undefined;
  }

  // An array may be as long as memory allows: who wants it shorter iterates.
  const limit = array ? Infinity : longest;
  const { text, cause } = await readText(response, limit);
  const contentType = response.headers.get("Content-Type");
  const fail = (problem: string): never => {
    throw unexpected(operation, response, apiKey, problem, text, cause);
  };

  if (cause !== undefined) fail("the connection broke before the whole body had arrived");
  if (text.length > limit) fail(`its body is longer than ${limit} characters`);
  if (text === "") {
    // A success without a body, beside one with it.
    return response.status === 204 && success.includes(204)
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
