import type { Operation } from "@sandboxes/schema/operations";
import type { CallOptions } from "./call-options.ts";
import { isEvents } from "./media-type.ts";
import { flatten } from "./read-stream.ts";
import type { Call, Send } from "./send.ts";

interface RawInit extends CallOptions, Pick<Call, "body"> {
  params?: Pick<Call, "path" | "query" | "header">;
}

/** Makes the raw client: for each HTTP method in the table a function of a path. */
export function createRawClient(table: Readonly<Record<string, Operation>>, send: Send): object {
  const methods: Record<string, (path: string, init?: RawInit) => Promise<object>> = {};
  const operations = Object.values(table);
  for (const { method } of operations) {
    methods[method] = async (path, { params, ...init } = {}) => {
      // The last one: a former name of an operation comes before its present one.
      const operation = operations.findLast((row) => row.method === method && row.path === path);
      if (!operation) throw new TypeError(`The API has no operation ${method} ${path}.`);
      const { data, error, response } = await send(operation, { ...init, ...params });
      if (error) return { error, response };
      return { data: isEvents(operation.produces) ? flatten(() => data) : data, response };
    };
  }
  return methods;
}
