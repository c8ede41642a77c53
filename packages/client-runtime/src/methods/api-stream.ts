import type { MakeResult } from "../operation.ts";
import { flatten, flattenOpen, isBatches } from "../response/read-stream.ts";
import { toApiPromise } from "./api-promise.ts";

/** Makes a stream of events or lines. It sends its request when the first item is asked for. */
export const toStream: MakeResult = (send, call) =>
  flatten(async () => (await send(call, true)).data);

/** Makes a promise of what the response is: a stream of events or lines, or other data. */
export const toMixed: MakeResult = (send, call) => {
  const reply = async (): ReturnType<typeof send> => {
    const { data, response } = await send(call, true);
    return { data: isBatches(data) ? flattenOpen(data) : data, response };
  };
  return toApiPromise(reply());
};
