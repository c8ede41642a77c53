import { getRequestListener } from "@hono/node-server";

/**
 * Finds the adaptor's own Response class. The adaptor writes its own class directly but reads a global
 * Response as a stream, which takes twice as long for a short response. The adaptor exports its class only by
 * replacing the globals, so this function reads it from there and restores the globals synchronously.
 */
export function findAdaptorResponse(): typeof Response {
  const names = ["Request", "Response"] as const;
  const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
  getRequestListener(() => new Response());
  const own = globalThis.Response;
  for (const [index, name] of names.entries())
    Object.defineProperty(globalThis, name, before[index]!);
  return own;
}
