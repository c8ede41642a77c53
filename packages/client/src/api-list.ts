import type { ApiPromise } from "./api-promise.ts";
import { flatten } from "./read-stream.ts";

/**
 * What a method returns whose operation answers with an array. Await it for the whole array, or
 * iterate it: then each element is there as soon as it has arrived, and memory holds no more than
 * what has just arrived. To leave the loop ends the request.
 *
 * The request is sent once, by the first use; it is not sent when there is none.
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
  call: () => ApiPromise<unknown>,
  open: () => unknown,
): ApiList<Data> {
  let promise: ApiPromise<unknown> | undefined;
  let isOpen = false;
  const once = <Result>(use: () => Result): Result => {
    if (isOpen) throw new TypeError("The list was iterated.");
    return use();
  };
  const start = (): ApiPromise<Data> => once(() => (promise ??= call())) as ApiPromise<Data>;
  return {
    // oxlint-disable-next-line unicorn/no-thenable -- it is a promise, of a request not yet sent
    then: (...handlers: never[]) => start().then(...handlers),
    catch: (...handlers: never[]) => start().catch(...handlers),
    finally: (...handlers: never[]) => start().finally(...handlers),
    withResponse: () => start().withResponse(),
    [Symbol.asyncIterator]: () =>
      flatten(async () =>
        promise
          ? [await promise]
          : once(() => {
              isOpen = true;
              return open();
            }),
      ),
  } as unknown as ApiList<Data>;
}
