/** What arrived of a body. */
export interface Body {
  readonly text: string;
  /** What the text says as JSON; `undefined` when it is none. */
  readonly json?: unknown;
  /** Why the rest is missing, when it is. */
  readonly cause?: unknown;
}

/** Reads a body as UTF-8. Unlike `response.text()`, gives what did arrive when the connection breaks. */
export async function readBody(response: Response): Promise<Body> {
  let text = "";
  try {
    if (response.body) {
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read())
        text += decoder.decode(chunk.value, { stream: true });
      text += decoder.decode();
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
