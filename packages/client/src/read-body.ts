/** What arrived of a body. */
export interface Body {
  readonly text: string;
  /** What the text says as JSON; `undefined` when it is none. */
  readonly json?: unknown;
  /** Why the rest is missing, when it is. */
  readonly cause?: unknown;
}

const longest = 2 ** 27;

/** One that has come to the end of a body is as good as new, and a new one is not cheap. */
const decoders: InstanceType<typeof TextDecoder>[] = [];

/**
 * Reads a body as UTF-8. Unlike `response.text()`, gives what did arrive when the connection breaks,
 * and reads no more than there may be memory for.
 */
export async function readBody(response: Response): Promise<Body> {
  let text = "";
  try {
    if (response.body) {
      const reader = response.body.getReader();
      const decoder = decoders.pop() ?? new TextDecoder();
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
        text += decoder.decode(chunk.value, { stream: true });
        if (text.length <= longest) continue;
        // Not awaited: a body that never ends may never confirm either.
        reader.cancel().catch(() => {});
        throw new RangeError(`It is longer than ${longest} characters.`);
      }
      text += decoder.decode();
      decoders.push(decoder);
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
