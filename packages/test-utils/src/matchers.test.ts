import { called, matchesContract } from "@sandboxes/test-utils/matchers";
import { test } from "@sandboxes/test-utils/vitest";

const json = { "Content-Type": "application/json" };

test("finds calls by their parts, with the types of the spec", async ({ api, expect }) => {
  const headers = { "X-API-Key": api.apiKey, ...json };
  const body = JSON.stringify({ name: "demo", metadata: { env: "prod" } });
  const url = `${api.baseUrl}/sandboxes`;
  await api.fetch(url, { method: "POST", headers, body });
  await api.fetch(`${url}?metadata.env=dev`, { headers });

  expect(api).toHaveCalled("createSandbox", { body: { name: "demo" }, status: 201, times: 1 });
  expect(api).not.toHaveCalled("deleteSandbox");
  expect(() =>
    expect(api).toHaveCalled("listSandboxes", { query: { metadata: { env: "prod" } } }),
  ).toThrow('query.metadata.env: expected "prod", received "dev"');
  expect(() => called(api, "createSandbox", { body: { metadata: { env: "dev" } } })).toThrow(
    'body.metadata.env: expected "dev", received "prod"',
  );
  // @ts-expect-error The spec has no such operation.
  expect(() => expect(api).toHaveCalled("listSandbox")).toThrow("It has: ");
  // @ts-expect-error A name is a string.
  expect(() => called(api, "createSandbox", { body: { name: 1 } })).toThrow("expected 1");
});

test("compares a response with the spec", async ({ api, expect }) => {
  const response = await api.fetch(`${api.baseUrl}/sandboxes`, { headers: json });
  await expect(response).toMatchContract("listSandboxes", 401);
  await expect(matchesContract(response, "listSandboxes", 200)).rejects.toThrow(
    "status: expected 200, received 401 with",
  );
  await expect([{ id: "7" }]).not.toMatchContract("listSandboxes");
});
