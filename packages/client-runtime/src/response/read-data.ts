import type { Attempt } from "../plugins/plugin.ts";
import { chooseReader } from "./choose-reader.ts";
import { parseJson, readBody } from "./read-body.ts";
import { unexpected } from "./unexpected.ts";

/** The data of a stream that is left open. */
export const leftOpen: unique symbol = Symbol("left open");

const longestBody = 2 ** 26;

/**
 * Reads the body of a success. A stream is left to the caller once its content type is right.
 *
 * @returns the data; `undefined` if the operation has no response body, `leftOpen` for a stream
 * @throws {ResponseError} if the response is not what the operation promises; with a `cause` if
 *   the connection broke
 */
export async function readData(attempt: Attempt, response: Response): Promise<unknown> {
  const { operation, mode, secrets } = attempt;
  const { status, headers } = response;
  const contentType = headers.get("content-type");
  const { reader, isRightType } = chooseReader(operation, status, contentType);
  const isSuccess = status >= 200 && status < 300;
  // An operation that documents 304 expects it for a conditional request. It has no body.
  if (status === 304 && operation.responses[status]) return undefined;
  if (mode === "stream" && isSuccess && isRightType && (reader?.stream ?? reader?.read))
    return leftOpen;

  if (isSuccess && isRightType && reader?.read) {
    try {
      return await reader.read(response);
    } catch (reason) {
      throw unexpected(operation, response, secrets, "its body is cut", "", reason ?? {});
    }
  }
  const limit = reader?.isUnlimited && isRightType ? Infinity : longestBody;
  const body = await readBody(response, limit);
  const { text, cause } = body;
  const fail = (problem: string): never => {
    throw unexpected(operation, response, secrets, problem, text, cause);
  };
  if (status === 304) return fail("that has no body: send a request without a condition");
  if (!isSuccess) return fail(redirectProblem(headers.get("location")));
  if (cause !== undefined) return fail("its body is cut");
  if (text.length > limit || (limit === Infinity && text.length > 2 ** 29 - 25))
    return fail("its body is too long; iterate it instead");
  if (text === "") {
    const isExpected = !reader || reader.isEmpty || !(reader.isJson ?? reader.stream);
    return isExpected ? (reader && !reader.isEmpty ? "" : undefined) : fail("its body is empty");
  }
  if (!isRightType && reader) return fail(`its content type is ${contentType ?? "missing"}`);
  if (!reader?.isJson) return reader ? text : undefined;
  const json = parseJson(text);
  if (json === undefined) return fail("its body is not JSON");
  return reader.isEmpty ? undefined : json;
}

/** A browser shows nothing of a redirect (WHATWG Fetch, "opaque-redirect filtered response"). */
function redirectProblem(location: string | null): string {
  // Without its query, which can hold a secret.
  return location ? `it is a redirect to ${location.replace(/[?#].*/s, "")}` : "it is a redirect";
}
