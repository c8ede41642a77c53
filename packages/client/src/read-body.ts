/** What arrived of a body. */
export interface Body {
  readonly text: string;
  /** What the text says as JSON; `undefined` when it is none. */
  readonly json?: unknown;
  /** Why the rest is missing, when it is. */
  readonly cause?: unknown;
}

/** One that has come to the end of a body is as good as new, and a new one is not cheap. */
const decoders: InstanceType<typeof TextDecoder>[] = [];

/**
 * Reads a body as UTF-8. Unlike `response.text()`, gives what did arrive when the connection breaks,
 * and stops when it is too long.
 *
 * @param limit the number of characters after which the rest is not read
 */
export async function readBody(response: Response, limit: number = Infinity): Promise<Body> {
  let text = "";
  try {
    // Not by `readChunks`, which costs more.
    const reader = response.body?.getReader();
    const decoder = decoders.pop() ?? new TextDecoder();
    for (let chunk; reader && !chunk?.done;) {
      chunk = await reader.read();
      text += decoder.decode(chunk.value, { stream: !chunk.done });
      if (text.length <= limit) continue;
      // Not awaited: a body that never ends may never confirm either.
      reader.cancel().catch(() => {});
      return { text };
    }
    decoders.push(decoder);
  } catch (cause) {
    // A custom `fetch` may give none.
    return { text, cause: cause ?? {} };
  }
  try {
    return { text, json: JSON.parse(text) };
  } catch {
    return { text };
  }
}
