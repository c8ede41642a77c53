import type { Reply } from "../../operation.ts";

/** The result of a method: a promise of the data that can also return the response. */
export interface ApiPromise<Data> extends Promise<Data> {
  /**
   * Returns the HTTP response together with the data. It sends no second request.
   *
   * @returns a promise of both; the body of the response has been read
   * @example
   * const { data, response } = await client.pets.list().withResponse();
   * console.log(data.length, response.headers.get("RateLimit-Remaining"));
   */
  withResponse(): Promise<{ data: Data; response: Response }>;
}

/** Creates the result of a method from a promise of the data and its response. */
export function toApiPromise<Data>(reply: Promise<Reply>): ApiPromise<Data> {
  const both = reply as Promise<{ data: Data; response: Response }>;
  const data = both.then((each) => each.data);
  const withResponse = (): typeof both => {
    // The caller handles a failure of this promise; the other one would be unhandled.
    data.catch(() => {});
    return both.then((each) => each);
  };
  return Object.assign(data, { withResponse });
}
