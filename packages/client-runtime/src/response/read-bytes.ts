import type { OpenBody } from "../operation.ts";
import { openBody } from "./streams/piece-reader.ts";

/**
 * Reads a body as bytes while it arrives. A caller that stops early ends the request.
 *
 * @throws the reason of the call as soon as it ends
 */
export async function* readBytes({
  response,
  race,
  onPiece,
}: Omit<OpenBody, "maxItemSize">): AsyncGenerator<Uint8Array, void> {
  const pieces = openBody(response);
  if (!pieces) {
    const bytes = new Uint8Array(await race(response.arrayBuffer()));
    if (bytes.length > 0) yield bytes;
    return;
  }
  try {
    for (let done: boolean | undefined = false; !done;) {
      const piece = await race(pieces.read());
      done = piece.done;
      onPiece();
      if (piece.value) yield piece.value;
    }
  } finally {
    pieces.cancel();
  }
}
