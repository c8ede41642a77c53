import type { Call } from "../../call.ts";
import type { MakeResult } from "../../operation.ts";
import { type ApiList, toApiList } from "./api-list.ts";
import { nextOffset } from "./api-pages.ts";

/**
 * Pages of a response that is an array, by the number of items to skip. Without a limit, the response is the
 * full list, and one request is sent. During iteration, the items of a page arrive one by one, as in an
 * `ApiList`.
 *
 * @param offset the query parameter for the number of items to skip
 * @param limit the query parameter for the number of items of a page
 * @returns the function that makes an `ApiPages`
 */
export function listPages(offset: string, limit: string): MakeResult {
  return (send, call) => {
    const listOf = (page: Call): ApiList<unknown[]> => toApiList(send, page) as ApiList<unknown[]>;
    const first = listOf(call);
    const firstItems = first[Symbol.asyncIterator];

    async function* items(start: AsyncIterator<unknown>): AsyncGenerator<unknown, void> {
      let page: AsyncIterable<unknown> = { [Symbol.asyncIterator]: () => start };
      for (let current: Call | undefined = call; current;) {
        let count = 0;
        for await (const item of page) {
          count += 1;
          yield item;
        }
        current = nextOffset(current, count, offset, limit);
        if (current) page = listOf(current);
      }
    }
    async function* pages(): AsyncGenerator<unknown[], void> {
      let page: Promise<unknown[]> = first;
      for (let current: Call | undefined = call; current;) {
        const list = await page;
        yield list;
        current = nextOffset(current, list.length, offset, limit);
        if (current) page = listOf(current);
      }
    }
    const all = async (): Promise<unknown[]> => {
      const lists: unknown[][] = [];
      for await (const list of pages()) lists.push(list);
      return lists.flat();
    };
    // The first page starts here, because a list must be iterated in the task that made it.
    const iterate = (): AsyncGenerator<unknown, void> => items(firstItems());
    return Object.assign(first, { [Symbol.asyncIterator]: iterate, pages, all });
  };
}
