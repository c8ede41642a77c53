import type { Operation } from "@sandboxes/schema/operations";
import { ResponseError } from "./errors/response-error.ts";
import { hideKey, hideKeyInError } from "./hide-key.ts";

/**
 * Reads the body of a success.
 *
 * @returns what its JSON says; its text where the operation answers with something else;
 *   `undefined` where the operation has no body
 * @throws {ResponseError} when the body is not what the operation promises
 */
export async function readData(
  operation: Operation,
  response: Response,
  apiKey: string | undefined,
): Promise<unknown> {
  const { method, path, produces, success } = operation;
  if (produces === null) {
    await response.body?.cancel();
    return undefined;
  }

  const { text, cause } = await readText(response);
  const contentType = response.headers.get("Content-Type");
  const fail = (problem: string): never => {
    const message = `${method} ${path} was answered with status ${response.status}, but ${problem}.`;
    const body = hideKey(text, apiKey);
    throw new ResponseError({ message, response, body, cause: hideKeyInError(cause, apiKey) });
  };

  if (cause !== undefined) fail("the connection broke before the whole body had arrived");
  if (text === "") {
    const isEmptyByContract = response.status === 204 && success.includes(204);
    return isEmptyByContract ? undefined : fail("without the body that is due");
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

/** Media types of JSON (WHATWG MIME Sniffing, "JSON MIME type"). */
function isJson(contentType: string | null): boolean {
  return /^[^;]+[/+]json\s*(;|$)/i.test(contentType ?? "");
}

/** Unlike `response.text()`, gives what did arrive when the connection breaks. */
async function readText(response: Response): Promise<{ text: string; cause?: unknown }> {
  if (!response.body) return { text: "" };
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      text += decoder.decode(chunk.value, { stream: true });
    }
    return { text: text + decoder.decode() };
  } catch (cause) {
    return { text, cause };
  }
}
