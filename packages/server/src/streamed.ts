/** The body of an answer that is sent as it comes. */
export class Streamed {
  readonly contentType: string;
  readonly body: ReadableStream<Uint8Array>;

  /**
   * @param pieces makes the text; each piece is asked for when the one before has been sent. It is
   * told by the signal when nobody reads any more.
   */
  constructor(contentType: string, pieces: (signal: AbortSignal) => AsyncIterable<string>) {
    this.contentType = contentType;
    this.body = toStream(pieces);
  }
}

function toStream(
  pieces: (signal: AbortSignal) => AsyncIterable<string>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const unread = new AbortController();
  let iterator: AsyncIterator<string> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        iterator ??= pieces(unread.signal)[Symbol.asyncIterator]();
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      cancel(reason) {
        unread.abort(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
