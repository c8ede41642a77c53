import { createClient } from "@sandboxes/client";
import { ContractViolation, createTestApi } from "@sandboxes/test-utils";
import { expect, test } from "vitest";

type Api = Awaited<ReturnType<typeof createTestApi>>;

/** Calls of a client that a test API does not know: a wrong host, and a base URL with a wrong path. */
const wrong: readonly [string, (api: Api) => string, string][] = [
  ["another host", () => "https://api.example", "goes to another host"],
  ["another path", ({ baseUrl }) => `${baseUrl}/v2`, "The closest operation is"],
];

const ways: readonly [string, (client: ReturnType<typeof createClient>) => Promise<unknown>][] = [
  ["a method", async (client) => await client.sandboxes.list()],
  [
    "a method that is not idempotent",
    async (client) => await client.sandboxes.create({ name: "a" }),
  ],
  [
    "iteration",
    async (client) => {
      for await (const _ of client.sandboxes.list());
    },
  ],
  ["client.request", async (client) => await client.request.GET("/sandboxes")],
  ["client.fetch", async (client) => await client.fetch("/sandboxes")],
  [
    "waitFor",
    async (client) =>
      await client.sandboxes.waitFor("3c90c3cc-0d44-4b50-8888-8dd25736052a", "active", {
        deadline: 500,
      }),
  ],
];

test.each(wrong.flatMap((each) => ways.map((way) => [each[0], way[0], each, way] as const)))(
  "%s: %s rejects with the violation itself, after one request",
  async (_, __, [, baseUrl, message], [, call]) => {
    const api = await createTestApi();
    const client = createClient({ ...api, baseUrl: baseUrl(api), retryDelay: 1, deadline: 500 });
    const error = await call(client).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ContractViolation);
    expect(String(error)).toContain(message);
    expect(api.violations).toHaveLength(1);
  },
);
