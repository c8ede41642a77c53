import type { Operation } from "@sandboxes/schema/operations";
import type { Call, Send } from "./send.ts";

interface RawInit extends Pick<Call, "body" | "headers" | "signal"> {
  params?: Pick<Call, "path" | "query" | "header">;
}

/** Makes the raw client: for each HTTP method in the table a function of a path. */
export function createRawClient(table: Readonly<Record<string, Operation>>, send: Send): object {
  const methods: Record<string, Map<string, Operation>> = {};
  for (const operation of Object.values(table)) {
    (methods[operation.method] ??= new Map()).set(operation.path, operation);
  }
  return Object.fromEntries(
    Object.entries(methods).map(([method, operations]) => [
      method,
      async (path: string, { params, ...init }: RawInit = {}) => {
        const operation = operations.get(path);
        if (!operation) throw new TypeError(`The API has no operation ${method} ${path}.`);
        return send(operation, { ...init, ...params });
      },
    ]),
  );
}
