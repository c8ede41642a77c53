/**
 * Reads a body as it arrives. Whoever stops reading ends the request.
 *
 * @returns its text, piece by piece, none of them empty (WHATWG Encoding, "UTF-8 decode")
 */
export async function* readChunks(
  body: ReadableStream<Uint8Array> | null,
): AsyncGenerator<string, void> {
  if (!body) return;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (let done = false; !done;) {
      const chunk = await reader.read();
      done = chunk.done;
      const text = decoder.decode(chunk.value, { stream: !done });
      if (text) yield text;
    }
  } finally {
    // Not awaited: a body that never ends may never confirm either.
    reader.cancel().catch(() => {});
  }
}
