/** The part of a body that arrived. */
export interface Body {
  readonly text: string;
  /** Why the rest is missing, if it is. */
  readonly cause?: unknown;
}

/** Measured: a decoder that has reached the end of a body can be reused, and a new one is slow. */
const decoders: InstanceType<typeof TextDecoder>[] = [];

/** The length at which engines refuse to make a longer string (V8: 2^29 - 24 characters). */
const longestText = 2 ** 29 - 25;

/**
 * Reads a body as UTF-8. Unlike `response.text()`, it returns what arrived before the connection
 * broke, and it stops when the body is too long.
 *
 * @param limit the number of characters after which it stops reading
 */
export async function readBody(response: Response, limit: number): Promise<Body> {
  // React Native has no body to read from, and node-fetch has a stream of Node's.
  if (typeof response.body?.getReader !== "function") return readWhole(response);
  const most = Math.min(limit, longestText);
  let text = "";
  try {
    const reader = response.body.getReader();
    const decoder = decoders.pop() ?? new TextDecoder();
    for (let done = false; !done && text.length <= most;) {
      const chunk = await reader.read();
      done = chunk.done;
      text += decoder.decode(chunk.value, { stream: !done });
    }
    // Not awaited: a body that never ends may never confirm.
    if (text.length > most) reader.cancel().catch(() => {});
    else decoders.push(decoder);
    return { text };
  } catch (reason) {
    return { text, cause: reason ?? new Error("The body broke off.") };
  }
}

async function readWhole(response: Response): Promise<Body> {
  try {
    return { text: await response.text() };
  } catch (reason) {
    return { text: "", cause: reason ?? new Error("The body broke off.") };
  }
}

/** @returns the JSON value of a text, `undefined` if it is not JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
