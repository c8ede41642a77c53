import type { Operation, OperationParameter } from "@sandboxes/schema/operations";
import { type ApiPromise, toApiPromise } from "./api-promise.ts";
import type { CallOptions } from "./call-options.ts";
import { isPlainObject } from "./is-plain-object.ts";
import type { Call, Send } from "./send.ts";
import { toError } from "./to-error.ts";

type Values = Readonly<Record<string, unknown>>;

/** Makes the methods of a client, by resource and name. `ResourceMethods` has their types. */
export function createResourceMethods(
  table: Readonly<Record<string, Operation>>,
  send: Send,
): object {
  const resources: Record<string, object> = {};
  for (const operation of Object.values(table)) {
    const toCall = createArgumentReader(operation);
    const call = async (args: unknown[]): Promise<{ data: unknown; response: Response }> => {
      const answer = await send(operation, toCall(args));
      if (answer.error) throw toError(answer);
      return answer;
    };
    // A function takes its name from a computed property.
    const method = {
      [operation.name]: (...args: unknown[]): ApiPromise<unknown> => toApiPromise(call(args)),
    };
    resources[operation.resource] = { ...resources[operation.resource], ...method };
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
