import type { MakeResult } from "../../operation.ts";
import { flatten, streamed } from "../../response/streams/read-stream.ts";
import { type ApiPromise, toApiPromise } from "./api-promise.ts";

/**
 * The result of a method whose response is a file: a promise of a `Blob` that is also an async
 * iterable of its bytes, as they arrive. The method sends one request: iterate the result
 * immediately, or await it.
 *
 * @example
 * const blob = await client.photos.download(id);
 * for await (const bytes of client.photos.download(id)) await file.write(bytes);
 */
export interface ApiFile extends ApiPromise<Blob>, AsyncIterable<Uint8Array> {
  /** Returns a plain promise of the bytes. */
  bytes(): Promise<Uint8Array>;
}

/** Makes an `ApiFile` from the two ways to send its one request. */
export const toApiFile: MakeResult = (send, call) => {
  let isIterated: boolean | undefined;
  const start = async (): ReturnType<typeof send> => {
    // A loop over the result starts in the same task, before this continues.
    await Promise.resolve();
    if (isIterated) throw new TypeError("The file has been iterated: its data is gone.");
    isIterated = false;
    return send(call);
  };
  const promise = toApiPromise<Blob>(start());
  const iterate = (): AsyncGenerator<unknown, void> => {
    if (isIterated !== undefined)
      return flatten(async () => [[new Uint8Array(await (await promise).arrayBuffer())]]);
    isIterated = true;
    promise.catch(() => {});
    return flatten(async () => (await send(call, streamed)).data);
  };
  const bytes = async (): Promise<Uint8Array> =>
    new Uint8Array(await (await promise).arrayBuffer());
  return Object.assign(promise, { [Symbol.asyncIterator]: iterate, bytes });
};
