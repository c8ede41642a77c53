import { test } from "@sandboxes/test-utils/vitest";
import { describe, it } from "vitest";

async function names(
  fetch: typeof globalThis.fetch,
  baseUrl: string,
  apiKey: string,
): Promise<string[]> {
  const response = await fetch(`${baseUrl}/sandboxes`, { headers: { "X-API-Key": apiKey } });
  return ((await response.json()) as { name: string }[]).map(({ name }) => name);
}

async function create(
  fetch: typeof globalThis.fetch,
  baseUrl: string,
  apiKey: string,
): Promise<void> {
  const headers = { "X-API-Key": apiKey, "Content-Type": "application/json" };
  const body = JSON.stringify({ name: "new" });
  await fetch(`${baseUrl}/sandboxes`, { method: "POST", headers, body });
}

describe("each test has its own API", () => {
  for (const round of [1, 2]) {
    test(`which is empty, round ${round}`, async ({ api, expect }) => {
      expect(await names(api.fetch, api.baseUrl, api.apiKey)).toEqual([]);
      await create(api.fetch, api.baseUrl, api.apiKey);
      expect(await names(api.fetch, api.baseUrl, api.apiKey)).toEqual(["new"]);
    });
  }
});

describe("a suite sets the initial sandboxes of its APIs", () => {
  test.override({ apiOptions: { sandboxes: [{ name: "demo" }] } });

  for (const round of [1, 2]) {
    test(`which are new in each test, round ${round}`, async ({ api, expect }) => {
      expect(await names(api.fetch, api.baseUrl, api.apiKey)).toEqual(["demo"]);
      await create(api.fetch, api.baseUrl, api.apiKey);
    });
  }
});

describe("a socket of a test", () => {
  let url = "";

  test("is open during the test", async ({ api, expect }) => {
    ({ url } = await api.listen());
    expect(await names(globalThis.fetch, url, api.apiKey)).toEqual([]);
  });

  it("is closed after the test", async ({ expect }) => {
    await expect(fetch(`${url}/health`)).rejects.toThrow("fetch failed");
  });
});

describe("a suite that requires a clean end", () => {
  test.override({ requireCleanup: true, apiOptions: { sandboxes: [{ name: "demo" }] } });

  test.fails("fails a test that leaves a sandbox", async ({ api }) => {
    await create(api.fetch, api.baseUrl, api.apiKey);
  });

  test("allows the initial sandboxes", async ({ api, expect }) => {
    expect(api.sandboxes).toHaveLength(1);
  });
});
