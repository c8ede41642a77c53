import type { MakeResult } from "../../operation.ts";
import { flatten, streamed } from "../../response/streams/read-stream.ts";
import { type ApiPromise, toApiPromise } from "../results/api-promise.ts";

/**
 * The result of a method whose response is an array: a promise of the array that is also an async
 * iterable. While it is iterated, each element arrives as soon as it has been received, and memory
 * holds only the elements that have just arrived. Leaving the loop ends the request.
 *
 * The method sends one request: iterate the result immediately, or await it. A function that
 * looks for an async iterator before it awaits (some AI tool frameworks do) iterates it; return
 * `list.all()` to such a function.
 *
 * @throws {ResponseError} during iteration, if the array is truncated or not JSON
 * @throws {TypeError} if it is used again after iteration
 * @example
 * for await (const pet of client.pets.list()) console.log(pet.name);
 */
export interface ApiList<Data extends readonly unknown[]>
  extends ApiPromise<Data>, AsyncIterable<Data[number]> {
  /** Returns a plain promise of the whole array, which is not iterable. */
  all(): Promise<Data>;
}

/** Makes an `ApiList` from the two ways to send its one request. */
export const toApiList: MakeResult = (send, call) => {
  let isIterated: boolean | undefined;
  const start = async (): ReturnType<typeof send> => {
    // A loop over the result starts in the same task, before this continues.
    await Promise.resolve();
    if (isIterated) throw new TypeError("The list has been iterated: its data is gone.");
    isIterated = false;
    return send(call);
  };
  const promise = toApiPromise<readonly unknown[]>(start());
  const iterate = (): AsyncGenerator<unknown, void> => {
    if (isIterated !== undefined) return flatten(async () => [await promise]);
    isIterated = true;
    promise.catch(() => {});
    return flatten(async () => (await send(call, streamed)).data);
  };
  const all = (): Promise<readonly unknown[]> => promise.then((data) => data);
  return Object.assign(promise, { [Symbol.asyncIterator]: iterate, all });
};
