import type { Reader, Reading, Reception } from "../../operation.ts";
import { readData, readerOf } from "../read-data.ts";
import { notJson, unexpected } from "../unexpected.ts";

/**
 * Reads the body of a success while it arrives: elements, events, lines or bytes. The data is an async
 * generator of batches of what has arrived.
 *
 * @throws {ResponseError} if the response is not what the operation promises
 */
export const streamed: Reading = {
  mode: "stream",
  async read(response, reception) {
    const { reader, isRightType, isSuccess } = readerOf(reception.operation, response);
    const { stream } = reader;
    if (!isSuccess || !isRightType || !stream) return readData(response, reception);
    reception.keepOpen();
    return readBatches(response, stream, reception);
  },
};

/**
 * @throws {ResponseError} if the body is not what the operation promises, or is interrupted
 * @throws the reason of the call as soon as it ends
 */
async function* readBatches(
  response: Response,
  stream: NonNullable<Reader["stream"]>,
  reception: Reception,
): AsyncGenerator<unknown[], void> {
  const { signal, maxItemSize, race } = reception;
  let arrived = "";
  let batch: unknown[] = [];
  // The consumer of a batch gets no more of it after an abort. Checking before each item costs more.
  signal.addEventListener("abort", () => batch.splice(0));
  try {
    const body = {
      response,
      maxItemSize,
      race,
      onPiece(text = "") {
        reception.onPiece();
        if (arrived.length < 1000) arrived += text;
      },
    };
    for await (batch of stream(body)) {
      yield batch;
      signal.throwIfAborted();
    }
  } catch (cause) {
    signal.throwIfAborted();
    // The message of a syntax error quotes the body, which can hold a secret.
    if (cause instanceof SyntaxError) throw notJson(reception, response, arrived);
    if (cause instanceof RangeError) throw unexpected(reception, response, cause.message, arrived);
    throw unexpected(reception, response, "its body is cut", arrived, cause ?? {});
  } finally {
    reception.end();
  }
}

/**
 * Returns the items of batches one by one.
 *
 * @param open opens the stream when the first item is asked for
 */
export async function* flatten(open: () => unknown): AsyncGenerator<unknown, void> {
  for await (const batch of (await open()) as AsyncIterable<unknown[]>)
    for (const item of batch) yield item;
}
