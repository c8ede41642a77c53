import type { RequestListener } from "node:http";
import { ApiError, ResponseError, createClient } from "@sandboxes/client";
import { describe, expect, test } from "vitest";
import { json, serve } from "../serve.ts";

const apiKey = "sk_test_0123456789";
const headers = { "X-Request-Id": "r_1", "X-Own": "yes" };
const failure = { error: { code: "c", message: "m" } };

async function errorOf(listener: RequestListener, options: object = {}): Promise<unknown> {
  const { baseUrl } = await serve(listener);
  return await createClient({ apiKey, baseUrl, maxRetries: 0, ...options })
    .sandboxes.list()
    .catch((reason: unknown) => reason);
}

describe("every error that has a response has its fields", () => {
  test.each<[string, RequestListener, number]>([
    ["400", json(failure, 400, headers), 400],
    ["401", json(failure, 401, headers), 401],
    ["404", json(failure, 404, headers), 404],
    ["409", json(failure, 409, headers), 409],
    ["429", json(failure, 429, headers), 429],
    ["500", json(failure, 500, headers), 500],
    ["an error page", (_, response) => response.writeHead(502, headers).end("<html>"), 502],
    ["a page instead of JSON", (_, response) => response.writeHead(200, headers).end("<p>"), 200],
    [
      "broken JSON",
      (_, response) =>
        response.writeHead(200, { ...headers, "content-type": "application/json" }).end("["),
      200,
    ],
    ["no body", (_, response) => response.writeHead(200, headers).end(), 200],
    [
      "a redirect",
      (_, response) => response.writeHead(302, { ...headers, Location: "/x" }).end(),
      302,
    ],
    ["304", (_, response) => response.writeHead(304, headers).end(), 304],
    [
      "a broken connection",
      (_, response) =>
        response
          .writeHead(200, { ...headers, "content-type": "application/json", "content-length": 9 })
          .write("[", () => setTimeout(() => response.destroy(), 20)),
      200,
    ],
  ])("%s", async (_, listener, status) => {
    const error = await errorOf(listener);
    expect(error).toBeInstanceOf(status >= 400 ? ApiError : ResponseError);
    expect(error).toMatchObject({ operation: "listSandboxes", requestId: "r_1", status });
    const { headers: received, response, attempts } = error as ResponseError;
    expect(received.get("x-own")).toBe("yes");
    expect(response).toBeInstanceOf(Response);
    expect(attempts).toHaveLength(1);
  });

  test("an interrupted stream", async () => {
    const { baseUrl } = await serve((_, response) =>
      response
        .writeHead(200, { ...headers, "content-type": "application/json", "content-length": 99 })
        .write('[{"id":"a"},', () => setTimeout(() => response.destroy(), 20)),
    );
    const received: unknown[] = [];
    const read = async (): Promise<void> => {
      for await (const sandbox of createClient({ apiKey, baseUrl }).sandboxes.list())
        received.push(sandbox);
    };
    const error: unknown = await read().catch((reason: unknown) => reason);
    expect(received).toEqual([{ id: "a" }]);
    expect(error).toMatchObject({ operation: "listSandboxes", requestId: "r_1", attempts: [] });
    expect((error as ResponseError).headers.get("x-own")).toBe("yes");
  });
});

test("a 304 is not called a redirect", async () => {
  const error = await errorOf((_, response) => response.writeHead(304).end());
  expect(String(error)).toContain("status 304, but that has no body: send a request without a");
  expect(String(error)).not.toContain("redirect");
});

test("a redirect names its target, without a query that can hold a secret", async () => {
  const Location = "https://login.example/in?token=secret#x";
  const error = await errorOf((_, response) => response.writeHead(307, { Location }).end());
  expect(String(error)).toContain("it is a redirect to https://login.example/in.");
});

test.each([
  [{ "Retry-After": "7", "RateLimit-Reset": "9" }, 7],
  [{ "RateLimit-Reset": "9" }, 9],
  [{}, undefined],
])("429 with %j: retryAfter is %s", async (fields, wanted) => {
  expect(await errorOf(json(failure, 429, fields))).toHaveProperty("retryAfter", wanted);
});

test("an error of a GET does not say that the server may have processed it", async () => {
  const error = await errorOf(() => {}, { deadline: 50 });
  expect(error).toMatchObject({ name: "TimeoutError", hint: undefined });
});

test.each(["a", "1", "%"])("the key %j garbles no message", async (key) => {
  const message = "a 1 100% sandbox";
  const error = await errorOf(json({ error: { code: "a1", message } }, 400), { apiKey: key });
  expect(error).toMatchObject({ code: "a1", message });
});
