import { hideSecrets, hideSecretsIn } from "../errors/hide-secrets.ts";
import type { ErrorFields, ReadError } from "./error-fields.ts";
import { parseJson, readBody } from "./read-body.ts";

/**
 * Reads an error response. HTML of a proxy, an empty or a truncated body get the code `unknown` and a
 * message with the status.
 */
export async function readErrorResponse(
  response: Response,
  readError: ReadError,
  secrets: readonly string[],
): Promise<ErrorFields> {
  const { text } = await readBody(response, 2 ** 20);
  const json = parseJson(text);
  const body = json === undefined ? hideSecrets(text, secrets) : hideSecretsIn(json, secrets);
  const { code, message } = json === undefined ? {} : readError(body);
  const shown = typeof body === "string" ? body.replace(/\s+/g, " ").slice(0, 200) : "";
  const isText = (value: unknown): value is string | number =>
    (typeof value === "string" && value !== "") || typeof value === "number";
  return {
    code: isText(code) ? String(code) : "unknown",
    message: isText(message)
      ? String(message)
      : `Status ${response.status}${shown && ": "}${shown}`,
    body,
    isFinal: readError.final?.includes(String(code)) ?? false,
  };
}
