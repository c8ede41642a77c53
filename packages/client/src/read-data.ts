import type { Attempt } from "./exchange.ts";
import { isJson } from "./media-type.ts";
import { readBody } from "./read-body.ts";
import { unexpected } from "./unexpected.ts";

/**
 * Reads the body of an answer that is no error. The body of a stream is left to whoever asked, once
 * its content type is right.
 *
 * @returns what its JSON says; its text where the operation answers with something else;
 *   `undefined` where the operation has no body, and of a stream
 * @throws {ResponseError} when the answer is not what the operation promises, a redirect among
 *   them; with a `cause` when the connection broke
 */
export async function readData(
  { operation, stream }: Pick<Attempt, "operation" | "stream">,
  response: Response,
  apiKey: string | undefined,
): Promise<unknown> {
  const { produces } = operation;
  const { ok, headers } = response;
  const contentType = headers.get("Content-Type") ?? "missing";
  // JSON that nobody asked for is no harm.
  const isJsonDue = isJson(produces ?? "application/json");
  const isRightType = isJsonDue
    ? isJson(contentType)
    : contentType.toLowerCase().startsWith(produces ?? "");
  if (stream && ok && isRightType) return undefined;

  const { text, json, cause } = await readBody(response);
  let problem: string | undefined;
  // A browser shows nothing of it but the status 0 (WHATWG Fetch, "opaque-redirect filtered response").
  if (!ok)
    problem = `a redirect to ${headers.get("Location") ?? "somewhere"} is not followed, to keep the API key safe`;
  else if (cause !== undefined) problem = "its body broke off";
  else if (text === "") problem = produces === null ? undefined : "without a body";
  else if (!isRightType) problem = `its content type is ${contentType}, not ${produces}`;
  else if (isJsonDue && json === undefined) problem = "its body is not valid JSON";
  if (problem === undefined) return produces === null ? undefined : isJsonDue ? json : text;
  throw unexpected(operation, response, apiKey, problem, text, cause);
}
