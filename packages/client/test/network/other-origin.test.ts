import { type Plugin, createClient } from "@sandboxes/client";
import { middleware } from "@sandboxes/client/middleware";
import { expect, test } from "vitest";
import { json, serve } from "../serve.ts";

const apiKey = "sk_test_0123456789";

type Move = (origin: string, key?: string) => Plugin;
const moves: readonly (readonly [string, Move])[] = [
  [
    "a plugin",
    (origin, key) => (next) => (attempt) => {
      const headers = { ...attempt.init.headers, ...(key && { "x-api-key": key }) };
      return next({ ...attempt, url: `${origin}/moved`, init: { ...attempt.init, headers } });
    },
  ],
  [
    "a middleware",
    (origin, key) =>
      middleware({
        onRequest({ request }) {
          const moved = new Request(`${origin}/moved`, request);
          if (key) moved.headers.set("x-api-key", key);
          return moved;
        },
      }),
  ],
];

test.each(moves)("the key does not follow a request that %s moves", async (_, move) => {
  const other = await serve(json([]));
  const client = createClient({
    apiKey,
    baseUrl: "http://127.0.0.1:1",
    headers: { "x-trace": "1" },
    plugins: [move(other.baseUrl)],
  });
  expect(await client.sandboxes.list()).toEqual([]);
  const [request] = other.requests;
  expect(request?.url).toBe("/moved");
  expect(request?.headers["x-trace"]).toBe("1");
  expect(JSON.stringify(request?.rawHeaders)).not.toContain(apiKey);
});

test.each(moves)("%s can set a key of the other origin", async (_, move) => {
  const other = await serve(json([]));
  const plugins = [move(other.baseUrl, "sk_gateway")];
  await createClient({ apiKey, baseUrl: "http://127.0.0.1:1", plugins }).sandboxes.list();
  expect(other.requests[0]?.headers["x-api-key"]).toBe("sk_gateway");
});

test.each(moves)("the key stays in a request that %s sends to another path", async (_, move) => {
  const { baseUrl, requests } = await serve(json([]));
  await createClient({ apiKey, baseUrl, plugins: [move(baseUrl)] }).sandboxes.list();
  expect(requests[0]?.headers["x-api-key"]).toBe(apiKey);
});
