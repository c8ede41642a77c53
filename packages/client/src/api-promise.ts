/** What a method returns: a promise of the data that can also give the response. */
export interface ApiPromise<Data> extends Promise<Data> {
  /**
   * Gives the HTTP response beside the data, for its status and headers. Nothing is sent again.
   *
   * @returns a promise of both; the body of the response has been read
   * @example
   * const { data, response } = await client.sandboxes.list().withResponse();
   * console.log(data.length, response.headers.get("RateLimit-Remaining"));
   */
  withResponse(): Promise<{ data: Data; response: Response }>;
}

/** Makes the promise of a method from the promise of the data and its response. */
export function toApiPromise<Data>(
  answer: Promise<{ data: Data; response: Response }>,
): ApiPromise<Data> {
  const data = answer.then((both) => both.data);
  const withResponse = (): typeof answer => {
    // Whoever asks for both is told of a failure there; here it would go unhandled.
    data.catch(() => {});
    return answer.then((both) => both);
  };
  return Object.assign(data, { withResponse });
}
