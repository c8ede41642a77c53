/**
 * Reads a body as it arrives. Whoever stops reading ends the request.
 *
 * @returns its text, piece by piece, none of them empty (WHATWG Encoding, "UTF-8 decode")
 * @throws the signal's own reason, at once, when it is aborted (DOM, "abort reason")
 */
export async function* readChunks(
  body: ReadableStream<Uint8Array> | null,
  signal?: AbortSignal,
): AsyncGenerator<string, void> {
  signal?.throwIfAborted();
  if (!body) return;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  // Not awaited: a body that never ends may never confirm either.
  const stop = (): void => void reader.cancel(signal?.reason).catch(() => {});
  // Ends a read that is under way, even where a custom `fetch` takes no notice of the signal.
  signal?.addEventListener("abort", stop);
  try {
    for (let done = false; !done;) {
      const reading = reader.read();
      const chunk = await (signal ? reading.finally(() => signal.throwIfAborted()) : reading);
      done = chunk.done;
      const text = decoder.decode(chunk.value, { stream: !done });
      if (text) yield text;
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    stop();
  }
}
