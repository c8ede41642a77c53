import type { Operation, Reader, Reading, Reception } from "../operation.ts";
import { readBody } from "./read-body.ts";
import { notJson, unexpected } from "./unexpected.ts";

const longestBody = 2 ** 26;

/** @returns the reader of a response, whether it reads its content type, and whether the status is a success */
export function readerOf(
  { response: reader }: Pick<Operation, "response">,
  { status, headers }: Response,
): { reader: Reader; isRightType: boolean; isSuccess: boolean } {
  const contentType = headers.get("content-type");
  const chosen = reader.choose?.(status, contentType) ?? reader;
  return {
    reader: chosen,
    isRightType: contentType !== null && chosen.accepts(contentType),
    // 0 is the status of a redirect in a browser.
    isSuccess: status >= 200 && status < 300,
  };
}

/**
 * Reads the whole body of a success.
 *
 * @returns the data; `undefined` if the operation has no response body
 * @throws {ResponseError} if the response is not what the operation promises; with a `cause` if
 *   the connection broke
 */
export async function readData(response: Response, reception: Reception): Promise<unknown> {
  const { reader, isRightType, isSuccess } = readerOf(reception.operation, response);
  if (response.status === 304 && reader.isNotModified) return undefined;
  const fail = (problem: string, text: string, cause?: unknown): never => {
    throw unexpected(reception, response, problem, text, cause);
  };
  if (isSuccess && isRightType && reader.read) {
    try {
      return await reader.read(response);
    } catch (reason) {
      return fail("its body is cut", "", reason ?? {});
    }
  }
  const limit = reader.isUnlimited && isRightType ? undefined : longestBody;
  const { text, isTooLong, cause } = await readBody(response, limit);
  if (!isSuccess) return fail(redirectProblem(response), text, cause);
  if (cause !== undefined) return fail("its body is cut", text, cause);
  if (isTooLong) return fail("its body is too long; iterate it instead", text);
  if (text === "" && !reader.isOptional) return fail("its body is empty", text);
  if (text !== "" && !isRightType)
    return fail(`its content type is ${response.headers.get("content-type") ?? "missing"}`, text);
  try {
    return reader.parse(text);
  } catch {
    throw notJson(reception, response, text);
  }
}

/** Reads the whole body. */
export const whole: Reading = { mode: "data", read: readData };

/** A browser shows nothing of a redirect (WHATWG Fetch, "opaque-redirect filtered response"). */
function redirectProblem({ status, headers }: Response): string {
  if (status === 304) return "that has no body: send a request without a condition";
  const location = headers.get("location");
  // Without its query, which can hold a secret.
  return location ? `it is a redirect to ${location.replace(/[?#].*/s, "")}` : "it is a redirect";
}
