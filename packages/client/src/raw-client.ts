import type { OperationRequest } from "@sandboxes/schema/operations";
import type { CallOptions } from "./call-options.ts";
import { isEvents } from "./media-type.ts";
import { flatten } from "./read-stream.ts";
import type { Call, Send } from "./send.ts";

interface RawInit extends CallOptions, Pick<Call, "body"> {
  params?: Pick<Call, "path" | "query">;
}

/** Makes the raw client: for each HTTP method in the table a function of a path. */
export function createRawClient(operations: readonly OperationRequest[], send: Send): object {
  const methods: Record<string, (path: string, init?: RawInit) => Promise<object>> = {};
  for (const { method } of operations) {
    methods[method] = async (path, { params, ...init } = {}) => {
      // The last one: a former name of an operation comes before its present one.
      const operation = operations.findLast((row) => row.method === method && row.path === path);
      if (!operation) throw new TypeError(`No operation is ${method} ${path}.`);
      const outcome = await send(operation, { ...init, ...params, isOfWire: true });
      const { data } = outcome;
      if (data && isEvents(operation.produces)) outcome.data = flatten(() => data);
      return outcome;
    };
  }
  return methods;
}
