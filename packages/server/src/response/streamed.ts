/** The body of a streamed response. */
export class Streamed {
  readonly contentType: string;
  readonly body: ReadableStream<Uint8Array>;
  #watch: (bytes: Uint8Array | undefined) => void = () => {};

  /**
   * @param pieces yields the text. The next piece is requested when the previous one has been sent.
   * The signal is aborted when the caller stops reading.
   */
  constructor(contentType: string, pieces: (signal: AbortSignal) => AsyncIterable<string>) {
    this.contentType = contentType;
    this.body = toStream(pieces, (bytes) => this.#watch(bytes));
  }

  /**
   * Observes the bytes of the response.
   *
   * @param watch called with each piece before it is sent, and with `undefined` at the end
   */
  watch(watch: (bytes: Uint8Array | undefined) => void): this {
    this.#watch = watch;
    return this;
  }
}

function toStream(
  pieces: (signal: AbortSignal) => AsyncIterable<string>,
  watch: (bytes: Uint8Array | undefined) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const unread = new AbortController();
  let iterator: AsyncIterator<string> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        iterator ??= pieces(unread.signal)[Symbol.asyncIterator]();
        const { done, value } = await iterator.next();
        const bytes = done ? undefined : encoder.encode(value);
        watch(bytes);
        if (bytes) controller.enqueue(bytes);
        else controller.close();
      },
      cancel(reason) {
        unread.abort(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
