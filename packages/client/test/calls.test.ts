import { MissingCredentialError, createClient } from "@sandboxes/client";
import { describe, expect, test, vi } from "vitest";
import { json, serve } from "./serve.ts";

const apiKey = "sk_test_0123456789";
const sandbox = {
  id: "3c90c3cc-0d44-4b50-8888-8dd25736052a",
  name: "demo",
  status: "active",
  vcpu_count: 2,
  memory_mib: 512,
  created_at: "2023-11-07T05:31:56Z",
  metadata: { env: "prod" },
};

describe("a method", () => {
  test("sends its request and gives the data", async () => {
    const { baseUrl, requests } = await serve(json([sandbox]));
    const client = createClient({ apiKey, baseUrl });
    expect(
      await client.sandboxes.list({ metadata: { env: "prod", "a&limit=1": "é +%41#" } }),
    ).toEqual([sandbox]);
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "GET /sandboxes?metadata.env=prod&metadata.a%26limit%3D1=%C3%A9%20%2B%2541%23",
    ]);
    expect(requests[0]?.headers["x-api-key"]).toBe(apiKey);
  });

  test("gives the response too, of the same one request", async () => {
    const { baseUrl, requests } = await serve(
      json([sandbox], 200, { "RateLimit-Remaining": "39" }),
    );
    const call = createClient({ apiKey, baseUrl }).sandboxes.list();
    const { data, response } = await call.withResponse();
    expect(data).toEqual([sandbox]);
    expect(response.status).toBe(200);
    expect(response.headers.get("RateLimit-Remaining")).toBe("39");
    expect(await call).toBe(data);
    expect(requests).toHaveLength(1);
  });

  test("keeps the path of the base URL", async () => {
    const { baseUrl, requests } = await serve(json([]));
    await createClient({ apiKey, baseUrl: `${baseUrl}/api/v1/` }).sandboxes.list();
    expect(requests[0]?.url).toBe("/api/v1/sandboxes");
  });

  test("takes headers of the client and of the call, and neither replaces the key", async () => {
    const { baseUrl, requests } = await serve(json([]));
    const client = createClient({
      apiKey,
      baseUrl,
      headers: { "X-A": "client", "X-B": "client", "X-API-Key": "other" },
    });
    await client.sandboxes.list(
      {},
      {
        headers: [
          ["x-b", "call"],
          ["x-api-key", "another"],
        ],
      },
    );
    expect(requests[0]?.headers).toMatchObject({
      "x-a": "client",
      "x-b": "call",
      "x-api-key": apiKey,
    });
  });

  test("is sent by the fetch that the client was given", async () => {
    const fetch = vi.fn<(url: string, init: object) => Response>(() => Response.json([sandbox]));
    const client = createClient({ apiKey, baseUrl: "http://sandboxes.invalid", fetch });
    expect(await client.sandboxes.list()).toEqual([sandbox]);
    expect(fetch.mock.calls).toEqual([
      ["http://sandboxes.invalid/sandboxes", expect.objectContaining({ method: "GET" })],
    ]);
  });
});

describe("the key", () => {
  test("is not sent where the operation asks for none", async () => {
    const { baseUrl, requests } = await serve(json({ status: "ok", version: "1.0.0" }));
    expect(await createClient({ apiKey, baseUrl }).health.get()).toEqual({
      status: "ok",
      version: "1.0.0",
    });
    expect(await createClient({ baseUrl }).health.get()).toEqual({
      status: "ok",
      version: "1.0.0",
    });
    expect(requests.map(({ headers }) => headers["x-api-key"])).toEqual([undefined, undefined]);
  });

  test("is missed before a request is sent", async () => {
    const { baseUrl, requests } = await serve(json([]));
    const client = createClient({ baseUrl });
    await expect(client.sandboxes.list()).rejects.toBeInstanceOf(MissingCredentialError);
    await expect(client.request.GET("/sandboxes")).rejects.toThrow(
      "listSandboxes needs a credential.",
    );
    expect(requests).toHaveLength(0);
  });

  test("and the base URL come from the environment", async () => {
    const { baseUrl, requests } = await serve(json([]));
    vi.stubEnv("SUPERSERVE_API_KEY", apiKey);
    vi.stubEnv("SUPERSERVE_BASE_URL", baseUrl);
    const client = createClient();
    vi.unstubAllEnvs();
    await client.sandboxes.list();
    expect(requests[0]?.headers["x-api-key"]).toBe(apiKey);
  });
});

describe("the raw client", () => {
  test("gives data of a success", async () => {
    const { baseUrl, requests } = await serve(json([sandbox]));
    const query = { metadata: { "metadata.a&b": "c d" } };
    const result = await createClient({ apiKey, baseUrl }).request.GET("/sandboxes", {
      params: { query },
    });
    expect(result).toEqual({ data: [sandbox], response: expect.any(Response), attempts: [] });
    expect(requests[0]?.url).toBe("/sandboxes?metadata.a%26b=c%20d");
    expect(requests[0]?.headers["x-api-key"]).toBe(apiKey);
  });

  test.each([400, 401, 404, 409, 410, 429, 500, 503])(
    "gives the error body of status %i, and does not throw",
    async (status) => {
      const body = {
        error: { code: "some_code", message: "Something is wrong.", hint: 1 },
        more: 2,
      };
      const { baseUrl } = await serve(json(body, status));
      const result = await createClient({ apiKey, baseUrl, maxRetries: 0 }).request.GET(
        "/sandboxes",
      );
      const { code, message } = body.error;
      expect(result).toMatchObject({
        error: { code, message, body },
        response: expect.any(Response),
      });
      expect(result.response.status).toBe(status);
    },
  );

  test("gives an error body where the API sent none", async () => {
    const { baseUrl } = await serve((_, response) => response.writeHead(502).end());
    const { data, error } = await createClient({ apiKey, baseUrl, maxRetries: 0 }).request.GET(
      "/sandboxes",
    );
    expect(data).toBeUndefined();
    expect(error).toMatchObject({ code: "unknown", message: "Status 502" });
  });

  test.each([
    ["/templates", undefined, "No operation is GET /templates."],
    ["/health", { limit: 1 }, "The query parameter `limit` is unknown."],
  ])("refuses %s with %j, which is not in the contract", async (path, query, message) => {
    const { baseUrl, requests } = await serve(json([]));
    const { request } = createClient({ apiKey, baseUrl });
    const get = request.GET as (anyPath: string, init: object) => Promise<unknown>;
    await expect(get(path, { params: { query } })).rejects.toThrow(new TypeError(message));
    expect(requests).toHaveLength(0);
  });
});

describe("bad input rejects, and nothing is sent", () => {
  test.each([
    ["an unknown query parameter", { page: 1 }, "The query parameter `page` is unknown."],
    ["null as metadata", { metadata: null }, "The query parameter `metadata` must be an object."],
    [
      "a text as metadata",
      { metadata: "env=prod" },
      "The query parameter `metadata` must be an object.",
    ],
    ["a nested value", { metadata: { a: { b: "c" } } }, /at `a`, must be valid text/],
    ["half of a surrogate pair", { metadata: { a: "\uD800" } }, /at `a`, must be valid text/],
  ])("%s", async (_, input, message) => {
    const { baseUrl, requests } = await serve(json([]));
    await expect(createClient({ apiKey, baseUrl }).sandboxes.list(input as object)).rejects.toThrow(
      message,
    );
    expect(requests).toHaveLength(0);
  });

  test("headers that cannot be sent", async () => {
    const { baseUrl, requests } = await serve(json([]));
    const call = createClient({ apiKey, baseUrl }).sandboxes.list(
      {},
      { headers: { a: "secret\n1" } },
    );
    await expect(call).rejects.toThrow(
      /^`headers` holds a name or a value that HTTP does not allow/,
    );
    expect(requests).toHaveLength(0);
  });
});

describe("an abort rejects with the reason of the signal", () => {
  const reason = new Error("enough");

  test("before the request, which is not sent", async () => {
    const { baseUrl, requests } = await serve(json([]));
    const call = createClient({ apiKey, baseUrl }).sandboxes.list(
      {},
      { signal: AbortSignal.abort(reason) },
    );
    await expect(call).rejects.toBe(reason);
    expect(requests).toHaveLength(0);
  });

  test("while the answer is waited for, which also ends the connection", async () => {
    const controller = new AbortController();
    let ended: Promise<unknown> | undefined;
    const { baseUrl } = await serve((request) => {
      ended = new Promise((resolve) => request.on("close", resolve));
      controller.abort(reason);
    });
    const call = createClient({ apiKey, baseUrl }).sandboxes.list(
      {},
      { signal: controller.signal },
    );
    await expect(call).rejects.toBe(reason);
    await ended;
  });

  test.each([200, 500])("while the body comes, of status %i", async (status) => {
    const controller = new AbortController();
    const { baseUrl } = await serve((_, response) => {
      response.writeHead(status, { "Content-Type": "application/json" }).write("[");
      setTimeout(() => controller.abort(reason), 20);
    });
    const client = createClient({ apiKey, baseUrl });
    await expect(client.sandboxes.list({}, { signal: controller.signal })).rejects.toBe(reason);
  });

  test("also when a custom fetch takes no notice, and with any reason", async () => {
    const client = createClient({ apiKey, fetch: () => new Promise(() => {}) });
    const controller = new AbortController();
    const calls = [
      client.sandboxes.list({}, { signal: controller.signal }),
      client.request.GET("/health", { signal: controller.signal }),
    ];
    controller.abort("why");
    for (const call of calls) await expect(call).rejects.toBe("why");
  });
});
