import type { ApiPromise } from "./api-promise.ts";

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

/** Makes what a method returns from the two ways to send its one request. */
export function toApiList<Data extends readonly unknown[]>(
  call: () => ApiPromise<Data>,
  iterate: () => AsyncGenerator<Data[number], void>,
): ApiList<Data> {
  let promise: ApiPromise<Data> | undefined;
  let isIterated = false;
  const refuse = (): void => {
    if (isIterated) throw new TypeError("This list has been iterated: call the method again.");
  };
  const start = (): ApiPromise<Data> => {
    refuse();
    return (promise ??= call());
  };
  return {
    // oxlint-disable-next-line unicorn/no-thenable -- it is a promise, of a request not yet sent
    then: (...handlers) => start().then(...handlers),
    catch: (handler) => start().catch(handler),
    finally: (handler) => start().finally(handler),
    withResponse: () => start().withResponse(),
    [Symbol.asyncIterator]: () => {
      if (promise) return elementsOf(promise);
      refuse();
      isIterated = true;
      return iterate();
    },
    [Symbol.toStringTag]: "Promise",
  };
}

async function* elementsOf<Element>(
  promise: Promise<readonly Element[]>,
): AsyncGenerator<Element, void> {
  yield* await promise;
}
