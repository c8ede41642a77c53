import { type ResponseChecker, type ResponseParts, readParts } from "../matchers/check-response.ts";
import { isJsonType } from "../request/read-request.ts";
import { type RecordedResponse, toRecordedBody } from "./exchange.ts";
import { type RedactionRules, removeSecrets } from "./redact.ts";

/** Headers of the connection, and headers that differ in each response. */
const dropped = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "date",
  "keep-alive",
  "set-cookie",
  "transfer-encoding",
]);

/** Reads a response to its end. @returns its parts; the body is a JSON value, a text or bytes */
export async function readResponse(response: Response): Promise<ResponseParts> {
  const type = (response.headers.get("content-type") ?? "").replace(/;.*$/s, "").trim();
  if (type === "" || isJsonType(type.toLowerCase()) || /^text\//i.test(type))
    return await readParts(response);
  const { status, headers } = response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { status, headers, body: bytes.length === 0 ? undefined : bytes };
}

/** Records a response without its secrets. */
export function recordResponse(
  operation: string,
  { status, headers = new Headers(), body }: ResponseParts,
  checker: ResponseChecker,
  rules: RedactionRules,
): RecordedResponse {
  const kept = [...headers.entries()].filter(([name]) => !dropped.has(name));
  const isValid = (value: unknown): boolean =>
    checker.problems(operation, { status, body: value }).length === 0;
  return {
    status,
    headers: removeSecrets(Object.fromEntries(kept), "response.headers", rules) as Record<
      string,
      string
    >,
    ...toRecordedBody(removeSecrets(body, "response.body", rules, isValid)),
  };
}
