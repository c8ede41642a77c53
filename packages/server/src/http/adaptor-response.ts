import { getRequestListener } from "@hono/node-server";

/**
 * Finds the adaptor's own Response class. The adaptor writes it at once and reads a global Response as a
 * stream: with its own class, a short response takes half the time. The adaptor exports the class only by
 * replacing the globals. This function takes it from there and restores the globals synchronously.
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
