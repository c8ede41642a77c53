import { openBody } from "./streams/piece-reader.ts";

/** The part of a body that arrived. */
export interface Body {
  readonly text: string;
  /** Whether the rest is missing because the body is too long. */
  readonly isTooLong?: boolean;
  /** Why the connection broke, if it did. */
  readonly cause?: unknown;
}

/** Measured: a decoder that has reached the end of a body can be reused, and a new one is slow. */
const decoders: InstanceType<typeof TextDecoder>[] = [];

/**
 * Reads a body as UTF-8. Unlike `response.text()`, it returns what arrived before the connection
 * broke, and it stops when the body is too long: longer than the limit, or longer than a string can be
 * (V8: 2^29 - 24 characters).
 *
 * @param limit the number of characters after which it stops reading
 */
export async function readBody(response: Response, limit: number = Infinity): Promise<Body> {
  let text = "";
  try {
    const pieces = openBody(response);
    if (!pieces) return { text: await response.text() };
    const decoder = decoders.pop() ?? new TextDecoder();
    for (let done: boolean | undefined = false; !done && text.length <= limit;) {
      const piece = await pieces.read();
      done = piece.done;
      text += decoder.decode(piece.value ?? undefined, { stream: !done });
    }
    const isTooLong = text.length > limit;
    if (isTooLong) pieces.cancel();
    else decoders.push(decoder);
    return { text, isTooLong };
  } catch (reason) {
    // A string that cannot be made.
    if (reason instanceof RangeError) return { text, isTooLong: true };
    return { text, cause: reason ?? new Error("The body broke off.") };
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
