import type { RequestListener } from "node:http";
import { inspect } from "node:util";
import { type Client, type FetchOption, createClient } from "@sandboxes/client";
import { expect, test, vi } from "vitest";
import { json, serve } from "./serve.ts";

const apiKey = "sk_live_0123456789";

/** Everything that a log could show of a value. */
function shown(value: unknown): string {
  const own = typeof value === "object" && value !== null ? Object.getOwnPropertyNames(value) : [];
  const error = value instanceof Error ? [value.message, value.stack, String(value)] : [];
  return [
    // Without getters: `response` and `headers` are as they came.
    inspect(value, { depth: 20, showHidden: true }),
    JSON.stringify(value),
    JSON.stringify(value, own),
    ...error,
  ].join("\n");
}

test("the client does not show the key", () => {
  const client = createClient({ apiKey });
  expect(shown(client)).not.toContain(apiKey);
  expect(shown(client.sandboxes.list)).not.toContain(apiKey);
  expect(shown(client.request.GET)).not.toContain(apiKey);
});

test("neither does the environment's key", () => {
  vi.stubEnv("SUPERSERVE_API_KEY", apiKey);
  const client = createClient();
  vi.unstubAllEnvs();
  expect(shown(client)).not.toContain(apiKey);
});

// Each answers with the key that it was sent, as careless servers do.
const echo =
  (status: number, contentType = "text/html"): RequestListener =>
  (request, response) =>
    response
      .writeHead(status, { "Content-Type": contentType })
      .end(`you sent ${String(request.headers["x-api-key"])}`);

test.each<[string, RequestListener]>([
  [
    "the message of an API error",
    json({ error: { code: `bad_${apiKey}`, message: `No key ${apiKey}.` } }, 401),
  ],
  ["the text of an error page", echo(502)],
  [
    "broken JSON of an error",
    (_, response) => response.writeHead(502).end(`{"error":{"code":"${apiKey}","mess`),
  ],
  ["the text of a success", echo(200)],
  ["broken JSON", echo(200, "application/json")],
  ["the content type", echo(200, `text/html; key=${apiKey}`)],
  [
    "the target of a redirect",
    (_, response) =>
      response.writeHead(302, { Location: `https://example.com/?key=${apiKey}` }).end(),
  ],
])("an error does not show the key that is in %s", async (_, listener) => {
  const { baseUrl } = await serve(listener);
  const client = createClient({ apiKey, baseUrl, maxRetries: 0 });
  const error: unknown = await client.sandboxes.list().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  expect(shown(error)).not.toContain(apiKey);
  expect(inspect(error)).not.toMatch(/Headers|Response \{/);
  expect(String(Reflect.get(error as Error, "body"))).not.toContain(apiKey);
});

test("an error page is cut without cutting the key, which would show a part of it", async () => {
  const before = "x".repeat(190);
  const { baseUrl } = await serve((_, response) => response.writeHead(403).end(before + apiKey));
  const error: unknown = await createClient({ apiKey, baseUrl })
    .sandboxes.list()
    .catch((reason: unknown) => reason);
  expect(error).toHaveProperty("message", `Status 403: ${before}[secret]`);
});

test("the id of a request does not show the key", async () => {
  const { baseUrl } = await serve(json({}, 400, { "X-Request-Id": `r_${apiKey}` }));
  const error: unknown = await createClient({ apiKey, baseUrl })
    .sandboxes.list()
    .catch((reason: unknown) => reason);
  expect(error).toHaveProperty("requestId", "r_[secret]");
  // Without getters: the response itself is as it came.
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(apiKey);
  expect(JSON.stringify(error)).not.toContain(apiKey);
});

test("no part of an error body shows the key", async () => {
  const body = { error: { code: "c", message: "m", key: apiKey }, [apiKey]: [apiKey] };
  const { baseUrl } = await serve(json(body, 403));
  const { error } = await createClient({ apiKey, baseUrl }).request.GET("/sandboxes");
  expect(error?.body).toEqual({
    error: { code: "c", message: "m", key: "[secret]" },
    "[secret]": ["[secret]"],
  });
});

test.each<[string, FetchOption]>([
  ["the network", (url, init) => fetch(url, init)],
  [
    "a fetch that says all",
    (_, init) => Promise.reject(new Error(`failed: ${Object.entries(init.headers).join()}`)),
  ],
  [
    "a fetch that gives the request",
    (url, init) =>
      Promise.reject(Object.assign(new Error("failed"), { request: new Request(url, init) })),
  ],
])("an error of %s does not show the key", async (_, custom) => {
  const client = createClient({
    apiKey,
    baseUrl: "http://127.0.0.1:1",
    fetch: custom,
    maxRetries: 0,
  });
  const error: unknown = await client.sandboxes.list().catch((reason: unknown) => reason);
  expect(error).toHaveProperty("name", "ConnectionError");
  expect(error).toHaveProperty("cause", expect.any(Error));
  expect(shown(error)).not.toContain(apiKey);
});

test("an error of a body that breaks off does not show the key", async () => {
  const body = new ReadableStream({ start: (stream) => stream.error(new Error(`lost ${apiKey}`)) });
  const client = createClient({ apiKey, fetch: () => new Response(body), maxRetries: 0 });
  const error: unknown = await client.sandboxes.list().catch((reason: unknown) => reason);
  expect(error).toHaveProperty("cause.message", "lost [secret]");
  expect(shown(error)).not.toContain(apiKey);
});

test("an error of the network does not show the key that is in the base URL", async () => {
  const client = createClient({ apiKey, baseUrl: `http://127.0.0.1:1/${apiKey}`, maxRetries: 0 });
  const error: unknown = await client.sandboxes.list().catch((reason: unknown) => reason);
  expect(error).toHaveProperty(
    "message",
    expect.stringContaining("GET http://127.0.0.1:1/[secret]/sandboxes"),
  );
  expect(shown(error)).not.toContain(apiKey);
});

test.each<[string, () => Client]>([
  ["a key that cannot be sent", () => createClient({ apiKey: `${apiKey}\n` })],
  ["a key as the base URL", () => createClient({ apiKey, baseUrl: apiKey })],
  [
    "a key in the base URL",
    () => createClient({ apiKey, baseUrl: `https://${apiKey}@example.com` }),
  ],
  [
    "a key in the query of the base URL",
    () => createClient({ apiKey, baseUrl: `https://example.com?key=${apiKey}` }),
  ],
])("%s is refused without showing it", (_, create) => {
  let error: unknown;
  try {
    create();
  } catch (reason) {
    error = reason;
  }
  expect(error).toBeInstanceOf(TypeError);
  expect(shown(error)).not.toContain(apiKey);
});

test("a body that can hold a secret is at hand, but in no log", async () => {
  const { baseUrl } = await serve((_, response) =>
    response.setHeader("Content-Type", "application/json").end('{"access_token":"at_1'),
  );
  const error: unknown = await createClient({ apiKey, baseUrl, maxRetries: 0 })
    .sandboxes.list()
    .catch((reason: unknown) => reason);
  expect(error).toHaveProperty("body", '{"access_token":"at_1');
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain("at_1");
  expect(JSON.parse(JSON.stringify(error))).toEqual({
    name: "ResponseError",
    operation: "listSandboxes",
    message: "GET /sandboxes: status 200, but its body is not JSON.",
    hint: "Check the network and `baseUrl`.",
    status: 200,
    contentType: "application/json",
    attempts: [
      { startedAt: expect.any(Number), duration: expect.any(Number), error: "ResponseError" },
    ],
  });
});
