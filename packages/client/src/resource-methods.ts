import type { OperationRequest } from "@sandboxes/schema/operations";
import { type ApiPromise, toApiPromise } from "./api-promise.ts";
import type { Call, Outcome, Send } from "./send.ts";
import { toError } from "./to-error.ts";

type Success = Extract<Outcome, { error?: undefined }>;

/** Makes the methods of a client, by resource and name. `ResourceMethods` has their types. */
export function createResourceMethods(
  table: readonly OperationRequest[],
  send: Send,
): Record<string, Record<string, unknown>> {
  const resources: Record<string, Record<string, unknown>> = {};
  for (const operation of table) {
    const { resource, name } = operation;
    const call = async (args: unknown[]): Promise<Success> => {
      const outcome = await send(operation, toCall(operation, args));
      if (outcome.error) throw toError(outcome);
      return outcome;
    };
    // A function takes its name from a computed property.
    Object.assign((resources[resource] ??= {}), {
      [name]: (...args: unknown[]): ApiPromise<unknown> => toApiPromise(call(args)),
    });
  }
  return resources;
}

/** Tells the arguments of a method apart: path parameters, then body or query, then options. */
function toCall({ path, consumes, query }: OperationRequest, args: readonly unknown[]): Call {
  const count = path.split("{").length - 1;
  const hasInput = consumes !== null || query.length > 0;
  return {
    ...(args[count + Number(hasInput)] as Call | undefined),
    path: args.slice(0, count),
    ...(hasInput && { [consumes ? "body" : "query"]: args[count] }),
  };
}
