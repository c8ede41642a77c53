import type { Sandbox } from "@sandboxes/schema";

/** The length of the list. */
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
  // The same list in the format of the OpenAI API.
  models: JSON.stringify({ object: "list", data: sandboxes }),
};

type Fetch = typeof fetch;

/**
 * Replaces the global `fetch` by one that responds from this process, so that no network is measured.
 * Call it before you import a package that stores the global `fetch`.
 *
 * @param onRequest called before each response
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
