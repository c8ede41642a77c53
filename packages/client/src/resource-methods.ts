import type { OperationRequest } from "@sandboxes/schema/operations";
import { toApiList } from "./api-list.ts";
import { toApiPromise } from "./api-promise.ts";
import { deleteAtEnd } from "./delete-at-end.ts";
import { isEvents } from "./media-type.ts";
import { flatten } from "./read-stream.ts";
import type { Call, Send } from "./send.ts";
import { toError } from "./to-error.ts";

type Methods = Record<string, (...args: unknown[]) => unknown>;
type Both = { data: unknown; response: Response };

/** Makes the methods of a client, by resource and name. `ResourceMethods` has their types. */
export function createResourceMethods(
  table: readonly OperationRequest[],
  send: Send,
  apiKey?: string,
): Record<string, Methods> {
  const resources: Record<string, Methods> = {};
  for (const operation of table) {
    const { name, resource, array, produces } = operation;
    const methods = (resources[resource] ??= {});

    const call = async (args: unknown[], stream?: boolean): Promise<Both> => {
      const outcome = await send(operation, toCall(operation, args), stream);
      if (outcome.error) throw toError(outcome, apiKey);
      const { data, response } = outcome;
      const remove = methods["delete"];
      // RFC 9110, section 15.3.2: something was created.
      if (response.status === 201 && remove)
        deleteAtEnd(data, remove as (id: unknown) => Promise<unknown>);
      return { data, response };
    };
    const open = async (args: unknown[]): Promise<unknown> => (await call(args, true)).data;
    // A function takes its name from a computed property.
    Object.assign(methods, {
      [name]: (...args: unknown[]) =>
        isEvents(produces)
          ? flatten(() => open(args))
          : array
            ? toApiList(
                () => call(args),
                () => open(args),
              )
            : toApiPromise(call(args)),
    });
  }
  return resources;
}

/** Tells the arguments of a method apart: path parameters, then body or query, then options. */
function toCall({ path, consumes, query }: OperationRequest, args: readonly unknown[]): Call {
  const count = path.split("{").length - 1;
  const hasInput = consumes || query.length > 0;
  return {
    ...(args[hasInput ? count + 1 : count] as Call | undefined),
    path: args.slice(0, count),
    ...(hasInput && { [consumes ? "body" : "query"]: args[count] }),
  };
}
