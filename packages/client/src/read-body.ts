import { readChunks } from "./read-chunks.ts";

/** What arrived of a body. */
export interface Body {
  readonly text: string;
  /** What the text says as JSON; `undefined` when it is none. */
  readonly json?: unknown;
  /** Why the rest is missing, when it is. */
  readonly cause?: unknown;
}

/**
 * Reads a body as UTF-8. Unlike `response.text()`, gives what did arrive when the connection breaks,
 * and stops when it is too long.
 *
 * @param limit the number of characters after which the rest is not read
 */
export async function readBody(response: Response, limit: number = Infinity): Promise<Body> {
  let text = "";
  try {
    for await (const chunk of readChunks(response.body)) {
      text += chunk;
      if (text.length > limit) return { text };
    }
  } catch (cause) {
    // A custom `fetch` may give none.
    return { text, cause: cause ?? "" };
  }
  try {
    return { text, json: JSON.parse(text) };
  } catch {
    return { text };
  }
}
