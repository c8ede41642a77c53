import { readChunks } from "./read-chunks.ts";

/** More than this is not buffered, in characters: it could be more than there is memory. */
export const longest: number = 2 ** 26;

/**
 * Reads a body. Unlike `response.text()`, gives what did arrive when the connection breaks, and
 * stops when it is too long.
 *
 * @returns the text, and why the rest is missing when it is
 */
export async function readText(
  response: Response,
  limit: number = longest,
): Promise<{ text: string; cause?: unknown }> {
  let text = "";
  try {
    for await (const chunk of readChunks(response.body)) {
      text += chunk;
      if (text.length > limit) break;
    }
    return { text };
  } catch (cause) {
    return { text, cause };
  }
}
