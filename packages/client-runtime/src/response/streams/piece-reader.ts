/** Reads the pieces of a body. */
export interface PieceReader {
  read(): Promise<{ done?: boolean | undefined; value?: Uint8Array | undefined | void }>;
  /** Ends the request. */
  cancel(): void;
}

/**
 * Opens a body: a stream of the platform, or the stream of Node that node-fetch returns.
 *
 * @returns `undefined` if there is nothing to read from: no body, or React Native
 */
export function openBody({ body }: Pick<Response, "body">): PieceReader | undefined {
  if (!body) return undefined;
  // Not awaited: a body that never ends may never confirm.
  if (typeof body.getReader === "function") {
    const reader = body.getReader();
    return { read: () => reader.read(), cancel: () => void reader.cancel().catch(() => {}) };
  }
  const pieces = (body as unknown as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  return { read: () => pieces.next(), cancel: () => void pieces.return?.() };
}
