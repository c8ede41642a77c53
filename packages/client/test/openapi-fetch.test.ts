import {
  ConnectionError,
  MissingCredentialError,
  TimeoutError,
  createClient,
} from "@sandboxes/client";
import { createOpenapiFetch } from "@sandboxes/client/openapi-fetch";
import createFetchClient from "openapi-fetch";
import { describe, expect, expectTypeOf, test } from "vitest";
import { json, serve } from "./serve.ts";

const apiKey = "sk_test_0123456789";
const sandbox_id = "3c90c3cc-0d44-4b50-8888-8dd25736052a";
const notFound = { error: { code: "not_found", message: "There is no such sandbox." } };

test("is the client that openapi-fetch creates", () => {
  const mine = createOpenapiFetch(createClient({ apiKey }));
  expect(Object.keys(mine)).toEqual(Object.keys(createFetchClient()));
});

test("sends the key and the parameters as the document describes them", async () => {
  const { baseUrl, requests } = await serve(json([]));
  const client = createOpenapiFetch(createClient({ apiKey, baseUrl }));
  const query = { metadata: { "metadata.a&b=c": "d e" } } as const;
  const { data, response } = await client.GET("/sandboxes", { params: { query } });
  expect(data).toEqual([]);
  expect(response.status).toBe(200);
  expect(requests[0]?.url).toBe("/sandboxes?metadata.a%26b%3Dc=d%20e");
  expect(requests[0]?.headers["x-api-key"]).toBe(apiKey);
});

test("sends a request body", async () => {
  const bodies: string[] = [];
  const { baseUrl } = await serve((request, response) => {
    request.on("data", (chunk: Buffer) => bodies.push(chunk.toString()));
    request.on("end", () => json({ id: sandbox_id }, 201)(request, response));
  });
  const client = createOpenapiFetch(createClient({ apiKey, baseUrl }));
  const { data } = await client.POST("/sandboxes", { body: { name: "demo" } });
  expect(bodies).toEqual(['{"name":"demo"}']);
  expect(data?.id).toBe(sandbox_id);
  expectTypeOf(data?.id).toEqualTypeOf<string | undefined>();
});

test.each([".", "..", ""])("refuses the path parameter %j", async (id) => {
  const client = createOpenapiFetch(createClient({ apiKey }));
  const call = client.GET("/sandboxes/{sandbox_id}", { params: { path: { sandbox_id: id } } });
  await expect(call).rejects.toThrow("The path parameter `sandbox_id` must not be empty");
});

test("refuses an unknown query parameter, which would widen a filter", async () => {
  const client = createOpenapiFetch(createClient({ apiKey }));
  const query = { metdata: { "metadata.env": "prod" } } as object;
  await expect(client.GET("/sandboxes", { params: { query } })).rejects.toThrow(
    "The query parameter `metdata` is unknown.",
  );
});

describe("has the transport of the client", () => {
  test("retries", async () => {
    const { baseUrl, requests } = await serve((request, response) =>
      json(requests.length < 3 ? {} : [], requests.length < 3 ? 503 : 200)(request, response),
    );
    const client = createOpenapiFetch(createClient({ apiKey, baseUrl, retryDelay: 0 }));
    expect((await client.GET("/sandboxes")).data).toEqual([]);
    expect(requests).toHaveLength(3);
  });

  test("does not repeat what the server may have processed", async () => {
    const { baseUrl, requests } = await serve(json({}, 500));
    const client = createOpenapiFetch(createClient({ apiKey, baseUrl, retryDelay: 0 }));
    await client.POST("/sandboxes", { body: { name: "demo" } });
    expect(requests).toHaveLength(1);
  });

  test("an error response is data, as in openapi-fetch", async () => {
    const { baseUrl } = await serve(json(notFound, 404));
    const client = createOpenapiFetch(createClient({ apiKey, baseUrl }));
    const params = { path: { sandbox_id } };
    const { data, error, response } = await client.GET("/sandboxes/{sandbox_id}", { params });
    expect([data, error, response.status]).toEqual([undefined, notFound, 404]);
    expectTypeOf(error?.error.message).toEqualTypeOf<string | undefined>();
  });

  test("a connection failure, a timeout and a missing key reject with their own errors", async () => {
    const refused = createClient({ apiKey, baseUrl: "http://127.0.0.1:1", maxRetries: 0 });
    await expect(createOpenapiFetch(refused).GET("/sandboxes")).rejects.toBeInstanceOf(
      ConnectionError,
    );
    const { baseUrl } = await serve(() => {});
    const slow = createClient({ apiKey, baseUrl, deadline: 50 });
    await expect(createOpenapiFetch(slow).GET("/sandboxes")).rejects.toBeInstanceOf(TimeoutError);
    const keyless = createClient({ baseUrl });
    await expect(createOpenapiFetch(keyless).GET("/sandboxes")).rejects.toBeInstanceOf(
      MissingCredentialError,
    );
  });

  test("an abort rejects with the reason of the signal", async () => {
    const { baseUrl } = await serve(() => {});
    const controller = new AbortController();
    const client = createOpenapiFetch(createClient({ apiKey, baseUrl }));
    const call = client.GET("/sandboxes", { signal: controller.signal });
    const reason = new Error("enough");
    setTimeout(() => controller.abort(reason), 20);
    await expect(call).rejects.toBe(reason);
  });

  test("a middleware of openapi-fetch sees the request without the key", async () => {
    const { baseUrl, requests } = await serve(json([]));
    const client = createOpenapiFetch(createClient({ apiKey, baseUrl }));
    const seen: string[][] = [];
    client.use({
      onRequest({ request }) {
        seen.push([...request.headers.keys()]);
        request.headers.set("x-trace", "1");
      },
    });
    await client.GET("/sandboxes");
    expect(seen.flat()).not.toContain("x-api-key");
    expect(requests[0]?.headers).toMatchObject({ "x-trace": "1", "x-api-key": apiKey });
  });
});

test("passes options of fetch on that a Request does not keep", async () => {
  const inits: object[] = [];
  const dispatcher = {};
  const options: RequestInit & { dispatcher: object } = { dispatcher, cache: "no-store" };
  const client = createClient({
    apiKey,
    fetch(_, init) {
      inits.push(init);
      return Response.json([]);
    },
  });
  await client.fetch("/sandboxes", options);
  expect(inits[0]).toMatchObject({ dispatcher, cache: "no-store", redirect: "manual" });
});
