import type { Call } from "../../call.ts";
import type { Operation } from "../../operation.ts";
import type { CallOptions } from "../../options/call-options.ts";
import { opened } from "../../response/read-open.ts";
import type { Send } from "../../attempts/send.ts";
import { toError } from "../../errors/to-error.ts";

interface RawInit extends CallOptions, Pick<Call, "body"> {
  params?: Pick<Call, "path" | "query" | "header" | "cookie">;
}

/**
 * Creates the raw client: for each HTTP method in the table a function of a path.
 *
 * It exists beside the methods because it resolves for every status, which `try` and `catch` cannot
 * type; and beside openapi-fetch because it is typed by open unions, knows streams, and adds no
 * dependency.
 */
export function createRawClient(operations: readonly Operation[], send: Send): object {
  const methods: Record<string, (path: string, init?: RawInit) => Promise<object>> = {};
  for (const { method } of operations) {
    methods[method] = async (path, { params, ...init } = {}) => {
      // The last one: a former name of an operation comes before its present one.
      const operation = operations.findLast((row) => row.method === method && row.path === path);
      if (!operation) throw new TypeError(`No operation is ${method} ${path}.`);
      const call = { ...init, ...params, isWireName: true };
      const outcome = await send(operation, call, operation.response.isStream && opened);
      const { response, attempts, secrets } = outcome;
      if (outcome.error) {
        const error = toError(operation.id, { ...outcome.error, response, secrets }, attempts);
        return { error, response, attempts };
      }
      return { data: outcome.data, response, attempts };
    };
  }
  return methods;
}
