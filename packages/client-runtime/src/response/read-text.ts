import type { OpenBody } from "../operation.ts";
import { openBody } from "./streams/piece-reader.ts";

/**
 * Reads a body as UTF-8 while it arrives (WHATWG Encoding, "UTF-8 decode"). A caller that stops early
 * ends the request.
 *
 * @returns pieces of text, none of them empty
 * @throws the reason of the call as soon as it ends
 */
export async function* readText({
  response,
  race,
  onPiece,
}: Omit<OpenBody, "maxItemSize">): AsyncGenerator<string, void> {
  const pieces = openBody(response);
  if (!pieces) {
    const text = await race(response.text());
    if (text) yield text;
    return;
  }
  const decoder = new TextDecoder();
  try {
    for (let done: boolean | undefined = false; !done;) {
      const piece = await race(pieces.read());
      done = piece.done;
      const text = decoder.decode(piece.value ?? undefined, { stream: !done });
      onPiece(text);
      if (text) yield text;
    }
  } finally {
    pieces.cancel();
  }
}
