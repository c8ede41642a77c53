import type { ErrorResponse } from "@sandboxes/schema";
import { hideKey } from "./hide-key.ts";
import { isPlainObject } from "./is-plain-object.ts";
import { readText } from "./read-text.ts";

/**
 * Makes the API's error body of whatever came with a status that is not a success. A proxy's
 * HTML, an empty or a cut body get the code `unknown`, and a message with the status.
 */
export async function readErrorBody(
  response: Response,
  apiKey: string | undefined,
): Promise<ErrorResponse> {
  let { text } = await readText(response);
  let envelope: Record<string, unknown> = {};
  let error: Record<string, unknown> = {};
  try {
    const body: unknown = JSON.parse(text);
    text = "";
    if (isPlainObject(body)) envelope = body;
    if (isPlainObject(envelope["error"])) ({ error } = envelope as { error: typeof error });
  } catch {
    // Then the text is all that it says.
  }
  const { code, message } = error;
  return {
    ...envelope,
    error: {
      ...error,
      code: typeof code === "string" ? hideKey(code, apiKey) : "unknown",
      message: hideKey(typeof message === "string" ? message : describe(text, response), apiKey),
    },
  };
}

function describe(text: string, response: Response): string {
  if (isRedirect(response)) {
    const target = response.headers.get("Location");
    return `The API answered with a redirect${target ? ` to ${target}` : ""}. It is not followed, so that the API key goes nowhere else. Give as \`baseUrl\` where the API is.`;
  }
  return `The API answered with status ${response.status}, without its error body${text && ": "}${text.replace(/\s+/g, " ").slice(0, 200)}`;
}

/**
 * Tells whether an answer that is not a success is a redirect; a browser shows nothing of it
 * but the status 0 (WHATWG Fetch, "opaque-redirect filtered response").
 */
export function isRedirect(response: Response): boolean {
  return response.status < 400;
}
