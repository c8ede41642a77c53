import type { MakeResult } from "../../operation.ts";
import { opened } from "../../response/read-open.ts";
import { flatten, streamed } from "../../response/streams/read-stream.ts";
import { toApiPromise } from "./api-promise.ts";

/** Makes a stream of events or lines. It sends its request when the first item is asked for. */
export const toStream: MakeResult = (send, call) =>
  flatten(async () => (await send(call, streamed)).data);

/** Makes a promise of what the response is: a stream of events or lines, or other data. */
export const toMixed: MakeResult = (send, call) => toApiPromise(send(call, opened));
