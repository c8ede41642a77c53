import type { Operation, OperationParameter } from "@sandboxes/schema/operations";
import { toApiList } from "./api-list.ts";
import { type ApiPromise, toApiPromise } from "./api-promise.ts";
import type { CallOptions } from "./call-options.ts";
import { deleteAtEnd } from "./delete-at-end.ts";
import { isPlainObject } from "./is-plain-object.ts";
import { isEvents } from "./media-type.ts";
import { flatten } from "./read-stream.ts";
import type { Call, Send } from "./send.ts";
import { toError } from "./to-error.ts";

type Methods = Record<string, (...args: unknown[]) => unknown>;
type Both = { data: unknown; response: Response };
type Values = Readonly<Record<string, unknown>>;

/** Makes the methods of a client, by resource and name. `ResourceMethods` has their types. */
export function createResourceMethods(
  table: Readonly<Record<string, Operation>>,
  send: Send,
): Record<string, Methods> {
  const resources: Record<string, Methods> = {};
  for (const operation of Object.values(table)) {
    const { name, resource, array, produces, success } = operation;
    const toCall = createArgumentReader(operation);
    const methods = (resources[resource] ??= {});

    const call = async (args: unknown[], stream?: boolean): Promise<Both> => {
      const outcome = await send(operation, toCall(args), stream);
      if (outcome.error) throw toError(outcome);
      const { data, response } = outcome;
      const remove = methods["delete"];
      // RFC 9110, section 15.3.2: something was created.
      if (success[0] === 201 && remove) deleteAtEnd(data, remove);
      return { data, response };
    };
    const promise = (args: unknown[]): ApiPromise<unknown> => toApiPromise(call(args));
    const open = async (args: unknown[]): Promise<unknown> => (await call(args, true)).data;
    const use = isEvents(produces)
      ? (args: unknown[]) => flatten(() => open(args))
      : array
        ? (args: unknown[]) =>
            toApiList(
              () => promise(args),
              () => open(args),
            )
        : promise;
    // A function takes its name from a computed property.
    Object.assign(methods, { [name]: (...args: unknown[]) => use(args) });
  }
  return resources;
}

/** Tells the arguments of a method apart: path parameters, then body or query, then options. */
function createArgumentReader({
  path,
  consumes,
  parameters,
}: Operation): (args: unknown[]) => Call {
  const names = Array.from(path.matchAll(/\{([^{}]+)\}/g), ([, name = ""]) => name);
  const hasBody = consumes !== null;
  const hasInput = hasBody || parameters.some((parameter) => parameter.in === "query");

  return (args) => {
    const input = hasInput ? args[names.length] : undefined;
    const options = (args[names.length + Number(hasInput)] ?? {}) as CallOptions & {
      query?: Values;
    };
    return {
      ...options,
      path: Object.fromEntries(names.map((name, index) => [name, args[index]])),
      query: withPrefixes(parameters, hasBody ? options.query : (input as Values | undefined)),
      body: hasBody ? input : undefined,
    };
  };
}

/** `{ metadata: { env } }` becomes what goes over the wire, `{ metadata: { "metadata.env": env } }`. */
function withPrefixes(parameters: readonly OperationParameter[], query: Values = {}): Values {
  const result: Record<string, unknown> = { ...query };
  for (const { name, prefix } of parameters) {
    const value = result[name];
    if (prefix === undefined || !isPlainObject(value)) continue;
    result[name] = Object.fromEntries(
      Object.entries(value).map(([key, item]) => [prefix + key, item]),
    );
  }
  return result;
}
