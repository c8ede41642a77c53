import type { Attempt } from "./exchange.ts";
import { isEvents, isJson } from "./media-type.ts";
import { readBody } from "./read-body.ts";
import { unexpected } from "./unexpected.ts";

/**
 * Reads the body of an answer that is no error. The body of a stream is left to whoever asked, once
 * its content type is right.
 *
 * @returns what its JSON says; `undefined` where the operation has no body, and of a stream
 * @throws {ResponseError} when the answer is not what the operation promises, a redirect among
 *   them; with a `cause` when the connection broke
 */
export async function readData(
  { operation, stream }: Pick<Attempt, "operation" | "stream">,
  response: Response,
  apiKey: string | undefined,
): Promise<unknown> {
  const { produces, array } = operation;
  const { ok } = response;
  const contentType = response.headers.get("content-type") ?? "missing";
  // JSON that nobody asked for is no harm.
  const isRightType = (isEvents(produces) ? isEvents : isJson)(contentType);
  if (stream && ok && isRightType) return undefined;

  // An array may be as long as there is memory: whoever wants less iterates.
  const limit = array && isRightType ? Infinity : 2 ** 26;
  const { text, json, cause } = await readBody(response, limit);
  const problem = !ok
    ? // A browser shows nothing of it but the status 0 (WHATWG Fetch, "opaque-redirect filtered response").
      "it is a redirect"
    : text.length > limit
      ? "its body is too long"
      : cause
        ? "its body is cut"
        : !text
          ? produces && "its body is empty"
          : !isRightType
            ? `its content type is ${contentType}`
            : json === undefined && "its body is no JSON";
  if (!problem) return produces ? json : undefined;
  throw unexpected(operation, response, apiKey, problem, text, cause);
}
