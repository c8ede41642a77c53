import type { Reading } from "../operation.ts";
import { flatten, streamed } from "./streams/read-stream.ts";

/**
 * Reads the items of a stream one by one, for a caller that gets the stream after the response has
 * started. It closes the stream even if nobody iterates.
 */
export const opened: Reading = {
  mode: "stream",
  async read(response, reception) {
    const data = await streamed.read(response, reception);
    if (!(Symbol.asyncIterator in (Object(data) as object))) return data;
    const items = flatten(() => data);
    let isStarted = false;
    const next = items.next.bind(items);
    items.next = (...input) => {
      isStarted = true;
      return next(...input);
    };
    const end = items.return.bind(items);
    items.return = (value) => {
      // A generator that never started does not run its `finally`.
      if (!isStarted) {
        response.body?.cancel().catch(() => {});
        reception.end();
      }
      return end(value);
    };
    return items;
  },
};
