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

describe("each test has an API of its own", () => {
  for (const round of [1, 2]) {
    test(`with nothing in it, round ${round}`, async ({ api, expect }) => {
      expect(await names(api.fetch, api.baseUrl, api.apiKey)).toEqual([]);
      await create(api.fetch, api.baseUrl, api.apiKey);
      expect(await names(api.fetch, api.baseUrl, api.apiKey)).toEqual(["new"]);
    });
  }
});

describe("a suite says what its APIs start with", () => {
  test.override({ apiOptions: { sandboxes: [{ name: "demo" }] } });

  for (const round of [1, 2]) {
    test(`each anew, round ${round}`, async ({ api, expect }) => {
      expect(await names(api.fetch, api.baseUrl, api.apiKey)).toEqual(["demo"]);
      await create(api.fetch, api.baseUrl, api.apiKey);
    });
  }
});

describe("what a test listens on", () => {
  let url = "";

  test("is open in it", async ({ api, expect }) => {
    ({ url } = await api.listen());
    expect(await names(globalThis.fetch, url, api.apiKey)).toEqual([]);
  });

  it("is closed after it", async ({ expect }) => {
    await expect(fetch(`${url}/health`)).rejects.toThrow("fetch failed");
  });
});
