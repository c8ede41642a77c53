import type { ErrorResponse } from "@sandboxes/schema";
import { readBody } from "./read-body.ts";

/**
 * Makes the API's error body of whatever came with a status that is not a success. A proxy's
 * HTML, an empty or a cut body get the code `unknown`, and a message with the status.
 */
export async function readErrorBody(
  response: Response,
  apiKey: string | undefined,
): Promise<ErrorResponse> {
  const { text, json } = await readBody(response, 2 ** 20, apiKey);
  const shown = json === undefined ? text.replace(/\s+/g, " ").slice(0, 200) : "";
  const envelope = Object(json) as { error?: unknown };
  const error = Object(envelope.error) as Record<string, unknown>;
  const { code, message } = error;
  const fallback = `Status ${response.status}${shown && ": "}${shown}`;
  return {
    ...envelope,
    error: {
      ...error,
      code: typeof code === "string" ? code : "unknown",
      message: typeof message === "string" ? message : fallback,
    },
  };
}
