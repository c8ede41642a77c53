import { type ApiPromise, toApiPromise } from "./api-promise.ts";
import { flatten } from "./read-stream.ts";

/**
 * What a method returns whose operation answers with an array: a promise of the whole array, that
 * can be iterated instead. Then each element is there as soon as it has arrived, and memory holds
 * no more than what has just arrived. To leave the loop ends the request.
 *
 * One request is sent: when it is iterated at once, for that, and otherwise for the promise, whose
 * array is then iterated.
 *
 * @throws {ResponseError} while it is iterated, when the array is cut or not JSON
 * @throws {TypeError} when what has been iterated is used again
 * @example
 * for await (const sandbox of client.sandboxes.list()) console.log(sandbox.id);
 */
export interface ApiList<Data extends readonly unknown[]>
  extends ApiPromise<Data>, AsyncIterable<Data[number]> {}

/**
 * Makes what a method returns from the two ways to send its one request.
 *
 * @param open gives the elements in batches
 */
export function toApiList<Data extends readonly unknown[]>(
  call: () => Promise<{ data: unknown; response: Response }>,
  open: () => unknown,
): ApiList<Data> {
  let isOpen: boolean | undefined;
  const start = async (): ReturnType<typeof call> => {
    // Whoever iterates does so by now.
    await Promise.resolve();
    if (isOpen) throw new TypeError("It was iterated.");
    isOpen = false;
    return call();
  };
  const promise = toApiPromise(start());
  const iterate = (): AsyncGenerator<unknown, void> => {
    if (isOpen !== undefined) return flatten(async () => [await promise]);
    isOpen = true;
    promise.catch(() => {});
    return flatten(open);
  };
  return Object.assign(promise, { [Symbol.asyncIterator]: iterate }) as unknown as ApiList<Data>;
}
