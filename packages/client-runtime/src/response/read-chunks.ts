import type { Guard } from "../attempts/guard.ts";

/**
 * Reads a body as it arrives. A reader that stops early ends the request.
 *
 * @param race of the guard of the request
 * @param onBytes runs for each piece before the reader gets it
 * @returns pieces of bytes
 * @throws the reason of the guard as soon as it stops
 */
export async function* readBytes(
  response: Pick<Response, "body"> & { arrayBuffer?: Response["arrayBuffer"] },
  race: Guard["race"],
  onBytes?: () => void,
): AsyncGenerator<Uint8Array, void> {
  const { body } = response;
  if (body && typeof body.getReader !== "function") {
    // node-fetch has a stream of Node's.
    for await (const bytes of body as unknown as AsyncIterable<Uint8Array>) yield bytes;
    return;
  }
  // React Native has no body to read from.
  if (body === undefined && response.arrayBuffer) {
    yield new Uint8Array(await race(response.arrayBuffer()));
    return;
  }
  const reader = body?.getReader();
  try {
    for (let done = !reader; reader && !done;) {
      const chunk = await race(reader.read());
      done = chunk.done;
      onBytes?.();
      if (chunk.value) yield chunk.value;
    }
  } finally {
    // Not awaited: a body that never ends may never confirm.
    reader?.cancel().catch(() => {});
  }
}

/**
 * Decodes bytes as UTF-8 (WHATWG Encoding, "UTF-8 decode").
 *
 * @returns pieces of text, none of them empty
 */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    if (text) yield text;
  }
  const rest = decoder.decode();
  if (rest) yield rest;
}
