import { createClient } from "@sandboxes/client";
import { expect, test } from "vitest";

const apiKey = "sk_test_0123456789";

/** Tests the client where a library stands in for a browser. The file that calls this selects it. */
export function testInDom(name: string): void {
  test(`runs where ${name} stands in for a browser, with a key`, async () => {
    expect(document.createElement("p").tagName).toBe("P");
    const sent: (string | undefined)[] = [];
    const client = createClient({
      apiKey,
      fetch(url, { headers }) {
        sent.push(url, headers["x-api-key"]);
        return Response.json([{ id: "a" }]);
      },
    });
    expect(await client.sandboxes.list()).toEqual([{ id: "a" }]);
    const received: unknown[] = [];
    for await (const sandbox of client.sandboxes.list()) received.push(sandbox);
    expect(received).toEqual([{ id: "a" }]);
    expect(sent).toEqual([
      "https://api-staging.superserve.ai/sandboxes",
      apiKey,
      "https://api-staging.superserve.ai/sandboxes",
      apiKey,
    ]);
  });

  test("an abort rejects with its reason", async () => {
    const controller = new AbortController();
    const client = createClient({ apiKey, fetch: () => new Promise(() => {}) });
    const call = client.sandboxes.list({}, { signal: controller.signal });
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
  });

  test("a base URL may be relative to the page", async () => {
    const client = createClient({ apiKey, baseUrl: "/api", fetch: () => Response.json([]) });
    expect(client.baseUrl).toBe(new URL("/api", location.href).href);
  });
}
