import type { ErrorResponse } from "@sandboxes/schema";
import { hideKey } from "./hide-key.ts";
import { isPlainObject } from "./is-plain-object.ts";

/**
 * Makes the API's error body of whatever came with a status that is not a success. A proxy's
 * HTML, an empty or a cut body get the code `unknown`, and a message with the status.
 *
 * @param body what the JSON of the answer says, its text when it is not JSON, or `undefined`
 */
export function readErrorBody(
  body: unknown,
  response: Response,
  apiKey: string | undefined,
): ErrorResponse {
  const envelope = isPlainObject(body) ? body : {};
  const error = isPlainObject(envelope["error"]) ? envelope["error"] : {};
  const { code, message } = error;
  return {
    ...envelope,
    error: {
      ...error,
      code: typeof code === "string" ? hideKey(code, apiKey) : "unknown",
      message: hideKey(typeof message === "string" ? message : describe(body, response), apiKey),
    },
  };
}

function describe(body: unknown, response: Response): string {
  if (isRedirect(response)) {
    const target = response.headers.get("Location");
    return `The API answered with a redirect${target ? ` to ${target}` : ""}. It is not followed, so that the API key goes nowhere else. Give as \`baseUrl\` where the API is.`;
  }
  const text = typeof body === "string" ? body.replace(/\s+/g, " ").slice(0, 200) : "";
  return `The API answered with status ${response.status}, without its error body${text && `: ${text}`}`;
}

/**
 * Tells whether an answer that is not a success is a redirect; a browser shows nothing of it
 * but the status 0 (WHATWG Fetch, "opaque-redirect filtered response").
 */
export function isRedirect(response: Response): boolean {
  return response.status < 400;
}
