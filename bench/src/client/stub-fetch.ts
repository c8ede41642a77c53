import type { Sandbox } from "@sandboxes/schema";

/** How many there are in the list. */
export const count = 3;

const sandbox: Sandbox = {
  id: "3c90c3cc-0d44-4b50-8888-8dd25736052a",
  name: "demo",
  status: "active",
  vcpu_count: 2,
  memory_mib: 512,
  created_at: "2023-11-07T05:31:56Z",
  metadata: { env: "prod", owner: "agent-7" },
};
const sandboxes = Array.from({ length: count }, () => sandbox);
const bodies = {
  sandboxes: JSON.stringify(sandboxes),
  // The same, as the API of OpenAI wraps a list.
  models: JSON.stringify({ object: "list", data: sandboxes }),
};

type Fetch = typeof fetch;

/**
 * Answers every request from this process, so that nothing of a network is measured. It has to be
 * there before a package is imported that keeps the `fetch` it finds.
 *
 * @param onRequest called before each answer
 */
export function stubFetch(onRequest?: (...request: Parameters<Fetch>) => void): void {
  globalThis.fetch = (input, init) => {
    onRequest?.(input, init);
    const url = input instanceof Request ? input.url : String(input);
    const body = url.endsWith("/models") ? bodies.models : bodies.sandboxes;
    const headers = { "Content-Type": "application/json", "Content-Length": String(body.length) };
    return Promise.resolve(new Response(body, { headers }));
  };
}
