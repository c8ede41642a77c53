import type { Call } from "../call.ts";
import type { CallOptions } from "../options/call-options.ts";
import type { Operation, Reading, Reply } from "../operation.ts";
import { toApiPromise } from "./results/api-promise.ts";

/** Sends a call and returns its data, or throws. */
export type Run = (operation: Operation, call: Call, reading?: Reading) => Promise<Reply>;

type Method = (...input: unknown[]) => unknown;
interface Methods {
  [name: string]: Method | Methods;
}

/** Creates the methods of a client from the operation table: `client.pets.list(…)`. */
export function createMethods(operations: readonly Operation[], run: Run): Record<string, unknown> {
  const root: Methods = {};
  for (const operation of operations) {
    const names = operation.name.split(".");
    const last = names.pop()!;
    let methods = root;
    for (const name of names) methods = (methods[name] ??= {}) as Methods;
    const make = operation.result ?? ((send, call) => toApiPromise(send(call)));
    // A function takes its name from a computed property.
    Object.assign(methods, {
      [last]: (...input: unknown[]) =>
        make((call, reading) => run(operation, call, reading), toCall(operation, input)),
    });
  }
  return root;
}

/** Tells the arguments of a method apart: path parameters, then body or query, then options. */
function toCall({ parameters = [], body }: Operation, input: readonly unknown[]): Call {
  const path: Record<string, unknown> = {};
  let index = 0;
  let hasQuery = false;
  for (const parameter of parameters) {
    if (parameter.in === "path") path[parameter.name] = input[index++];
    hasQuery ||= parameter.in === "query";
  }
  const hasInput = body !== undefined || hasQuery;
  const first = hasInput ? input[index++] : undefined;
  const options = input[index] as CallOptions | undefined;
  return { ...options, path, ...(hasInput && { [body ? "body" : "query"]: first }) };
}
