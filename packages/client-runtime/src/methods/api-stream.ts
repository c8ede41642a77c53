import type { MakeResult } from "../operation.ts";
import { flatten } from "../response/read-stream.ts";

/** Makes a stream of events or lines. It sends its request when the first item is asked for. */
export const toStream: MakeResult = (send, call) =>
  flatten(async () => (await send(call, true)).data);
