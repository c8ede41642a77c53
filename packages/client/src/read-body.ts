import { hideKey } from "./hide-key.ts";

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
 * @param hidden an API key that is not to be seen in it
 */
export async function readBody(response: Response, limit: number, hidden?: string): Promise<Body> {
  let text = "";
  let cause: unknown;
  try {
    // Not by `readChunks`, which costs more.
    const reader = response.body?.getReader();
    const decoder = decoders.pop() ?? new TextDecoder();
    for (let chunk; reader && !chunk?.done && text.length <= limit;) {
      chunk = await reader.read();
      text += decoder.decode(chunk.value, { stream: !chunk.done });
    }
    // Not awaited: a body that never ends may never confirm either.
    if (text.length > limit) reader?.cancel().catch(() => {});
    else decoders.push(decoder);
  } catch (reason) {
    // A custom `fetch` may give none.
    cause = reason || {};
  }
  text = hideKey(text, hidden);
  try {
    return { text, cause, json: JSON.parse(text) };
  } catch {
    return { text, cause };
  }
}
