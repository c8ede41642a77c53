import { readEvents } from "./read-events.ts";

/**
 * Reads the data of events, each of which is JSON. The last one has `finished`, or an `error`: a
 * stream that ends without it was interrupted.
 *
 * @throws {SyntaxError} when the data of an event is not JSON
 * @throws {Error} when the stream was interrupted
 */
export async function* readResults(chunks: AsyncIterable<string>): AsyncGenerator<unknown[], void> {
  for await (const data of readEvents(chunks)) {
    const result = JSON.parse(data) as { finished?: boolean; error?: string } | null;
    yield [result];
    if (result?.finished || result?.error !== undefined) return;
  }
  throw new Error("The last event is missing");
}
