import type { RequestListener } from "node:http";
import { type Clock, RateLimitError, TimeoutError, createClient } from "@sandboxes/client";
import { describe, expect, test, vi } from "vitest";
import { json, serve } from "../serve.ts";

const apiKey = "sk_test_0123456789";
const failing = (status: number, headers?: Record<string, string>): ReturnType<typeof json> =>
  json({ error: { code: "c", message: "m" } }, status, headers);

interface QuickClock extends Clock {
  waits: number[];
}

/** A clock that does not wait: what it is asked for is over at once, and noted. The limits of attempts are no waits. */
function quickClock(isWait = (milliseconds: number): boolean => milliseconds < 60_000): QuickClock {
  const waits: number[] = [];
  let now = Date.now();
  return {
    waits,
    now: () => now,
    setTimeout(run, milliseconds) {
      if (!isWait(milliseconds)) return undefined;
      waits.push(milliseconds);
      return setTimeout(() => {
        now += milliseconds;
        run();
      });
    },
    clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
  };
}

describe("waits before it sends again", () => {
  test.each<[string, Record<string, string>, number, number[]]>([
    ["longer each time", {}, 1, [500, 1000, 2000]],
    ["as long as chance will have it", {}, 0.25, [125, 250, 500]],
    [
      "what Retry-After asks for, and chance on top",
      { "Retry-After": "3" },
      0.5,
      [3250, 3500, 4000],
    ],
    ["what RateLimit-Reset asks for", { "RateLimit-Reset": "2" }, 0, [2000, 2000, 2000]],
  ])("%s", async (_, headers, random, wanted) => {
    const clock = quickClock();
    const { baseUrl, requests } = await serve(failing(429, headers));
    const client = createClient({ apiKey, baseUrl, clock, random: () => random });
    const error: unknown = await client.sandboxes.list().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RateLimitError);
    expect(clock.waits).toEqual(wanted);
    expect(requests).toHaveLength(4);
    expect((error as RateLimitError).attempts).toEqual(
      [...wanted, undefined].map((delay) => ({
        startedAt: expect.any(Number),
        duration: expect.any(Number),
        status: 429,
        ...(delay !== undefined && { delay }),
      })),
    );
  });

  test("a date in Retry-After", async () => {
    const clock = quickClock();
    const date = new Date(clock.now() + 10_000).toUTCString();
    const { baseUrl } = await serve(failing(429, { "Retry-After": date }));
    const client = createClient({ apiKey, baseUrl, clock, random: () => 0, maxRetries: 1 });
    await expect(client.sandboxes.list()).rejects.toBeInstanceOf(RateLimitError);
    expect(clock.waits).toEqual([10_000]);
  });
});

test.each<[string, object, number]>([
  ["maxRetries of 0", { maxRetries: 0 }, 1],
  ["a wait that is longer than maxRetryDelay", { maxRetryDelay: 2999 }, 1],
  ["a wait that ends after the deadline", { deadline: 2999 }, 1],
  ["a wait that ends before the deadline", { deadline: 4000 }, 2],
])("%s, of a client or of a call", async (_, options, wanted) => {
  const { baseUrl, requests } = await serve(failing(503, { "Retry-After": "3" }));
  const base = { apiKey, baseUrl, random: () => 0 };
  const clock = quickClock((milliseconds) => milliseconds === 3000);
  const error = expect.objectContaining({ status: 503 });
  const ofClient = createClient({ ...base, ...options, clock });
  await expect(ofClient.sandboxes.list()).rejects.toEqual(error);
  expect(requests).toHaveLength(wanted);
  const ofCall = createClient({ ...base, clock });
  await expect(ofCall.sandboxes.list({}, options)).rejects.toEqual(error);
  await expect(ofCall.request.GET("/sandboxes", options)).resolves.toMatchObject({
    response: { status: 503 },
  });
  expect(requests).toHaveLength(3 * wanted);
});

test("a call that succeeds after a failure gives its data, and sends the same request", async () => {
  const { baseUrl, requests } = await serve((request, response) => {
    if (requests.length < 3) failing(429)(request, response);
    else json({ id: "1" }, 201)(request, response);
  });
  const bodies: string[] = [];
  const client = createClient({
    apiKey,
    baseUrl,
    random: () => 0,
    fetch: (url, init) => {
      bodies.push(init.body as string);
      return fetch(url, init);
    },
  });
  expect(await client.sandboxes.create({ name: "demo" })).toEqual({ id: "1" });
  expect(bodies).toEqual(['{"name":"demo"}', '{"name":"demo"}', '{"name":"demo"}']);
  expect(new Set(requests.map(({ headers }) => headers["x-api-key"]))).toEqual(new Set([apiKey]));
});

test.each<[string, RequestListener]>([
  ["status 500", failing(500)],
  ["no answer", (request) => request.destroy()],
])(
  "an outage is not multiplied: the budget ends all retries of a client, of %s",
  async (_, fault) => {
    const { baseUrl, requests } = await serve(fault);
    const client = createClient({ apiKey, baseUrl, random: () => 0, retryBudget: 5 });
    const calls = Array.from({ length: 50 }, async () => await client.sandboxes.list());
    const results = await Promise.allSettled(calls);
    expect(results.every(({ status }) => status === "rejected")).toBe(true);
    expect(requests).toHaveLength(55);
  },
);

test("but to come later, as the API asks, is not taken from the budget", async () => {
  const { baseUrl, requests } = await serve(failing(429));
  const client = createClient({ apiKey, baseUrl, random: () => 0, retryBudget: 0 });
  await expect(client.sandboxes.list()).rejects.toBeInstanceOf(RateLimitError);
  expect(requests).toHaveLength(4);
});

test.each([
  ["timeout", 3],
  ["deadline", 1],
])("%s of an attempt whose answer does not come", async (name, wanted) => {
  const { baseUrl, requests } = await serve(() => {});
  const client = createClient({ apiKey, baseUrl, random: () => 0, maxRetries: 2, [name]: 50 });
  const error: unknown = await client.sandboxes.list().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TimeoutError);
  expect(error).toHaveProperty("message", `GET /sandboxes took longer than its ${name}.`);
  expect((error as TimeoutError).attempts.map((attempt) => attempt.error)).toEqual(
    Array.from({ length: wanted }, () => "TimeoutError"),
  );
  await vi.waitFor(() => expect(requests).toHaveLength(wanted));
});

test("an abort ends a wait at once", async () => {
  const controller = new AbortController();
  const { baseUrl, requests } = await serve((request, response) => {
    failing(429, { "Retry-After": "50" })(request, response);
    response.on("finish", () => setTimeout(() => controller.abort("enough"), 50));
  });
  const client = createClient({ apiKey, baseUrl });
  const start = performance.now();
  const { signal } = controller;
  await expect(client.sandboxes.list({}, { signal })).rejects.toBe("enough");
  expect(performance.now() - start).toBeLessThan(10_000);
  expect(requests).toHaveLength(1);
});
