import type { Guard } from "../attempts/guard.ts";
import { readBytes } from "./read-chunks.ts";

/**
 * Guards the body of a response that the caller reads: its limits of time hold until the end.
 *
 * @returns the same response, its body behind the guard
 */
export function guardBody(
  response: Response,
  { guard, onBytes }: { guard: Pick<Guard, "race" | "end">; onBytes: () => void },
): Response {
  if (typeof response.body?.getReader !== "function") {
    guard.end();
    return response;
  }
  const bytes = readBytes(response, guard.race, onBytes);
  const body = new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await bytes.next();
        if (value) controller.enqueue(value);
        if (!done) return;
        controller.close();
      } catch (error) {
        controller.error(error);
      }
      guard.end();
    },
    async cancel() {
      guard.end();
      await bytes.return();
    },
  });
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}
