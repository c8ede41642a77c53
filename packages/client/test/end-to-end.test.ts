import { ApiError, AuthenticationError, RateLimitError, createClient } from "@sandboxes/client";
import type { Sandbox } from "@sandboxes/schema";
import { createTestApi } from "@sandboxes/test-utils";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

// The client against the real server, over real HTTP.

const text = fc.oneof(
  fc.constantFrom(
    "env",
    "a&limit=1",
    "é",
    "a b",
    "x#y",
    "%41",
    "+",
    "💩",
    "=",
    "?",
    "/",
    "..",
    "__proto__",
    "constructor",
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
);

/** Keys that start so are refused; what they are refused with is tested elsewhere. */
const key = text.filter((name) => !/^(superserve\.|_superserve)/i.test(name));
const value = fc.oneof(fc.constant(""), text);
const pairs = fc
  .uniqueArray(fc.tuple(key, value), { maxLength: 3, selector: ([name]) => name })
  .map((list) => Object.fromEntries(list) as Record<string, string>);

const seed = fc.record({
  metadata: pairs,
  created_at: fc.constantFrom(
    "2026-01-01T00:00:00Z",
    "2026-01-01T01:00:00+02:00",
    "2026-01-02T00:00:00Z",
  ),
});

it("lists what a look at every sandbox would find, in the documented order, for any sandboxes and any filter", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(seed, { maxLength: 12 }),
      fc.array(seed, { maxLength: 4 }),
      fc.option(pairs),
      fc.nat(),
      async (mine, theirs, free, pick) => {
        const api = await createTestApi({ sandboxes: mine });
        const other = await api.addTeam({ sandboxes: theirs });
        await using server = await api.listen();
        // Half of the filters are the metadata of a sandbox, so that they find something.
        const filter =
          free ?? api.sandboxes[pick % Math.max(1, api.sandboxes.length)]?.metadata ?? {};
        for (const team of [api, other]) {
          const client = createClient({ baseUrl: server.url, apiKey: team.apiKey });
          expect(await client.sandboxes.list({ metadata: filter })).toEqual(
            naive(team.sandboxes, filter),
          );
          expect(await client.sandboxes.list()).toEqual(naive(team.sandboxes, {}));
        }
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

function naive(sandboxes: readonly Sandbox[], filter: Readonly<Record<string, string>>): Sandbox[] {
  const has = (sandbox: Sandbox): boolean =>
    Object.entries(filter).every(
      ([name, wanted]) =>
        Object.hasOwn(sandbox.metadata, name) && sandbox.metadata[name] === wanted,
    );
  return sandboxes
    .filter(has)
    .toSorted(
      (a, b) => Date.parse(b.created_at) - Date.parse(a.created_at) || (a.id < b.id ? -1 : 1),
    );
}

describe("what is wrong arrives as an error of its own", () => {
  it("for a key that is not good", async () => {
    const api = await createTestApi();
    const error = await createClient({ ...api, apiKey: "wrong" })
      .sandboxes.list()
      .catch((reason: unknown) => reason);
    expect(AuthenticationError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({
      status: 401,
      code: "auth_failed",
      requestId: expect.stringMatching(/^[\da-f-]{36}$/),
    });
  });

  it.each<[name: string, metadata: Record<string, string>, message: RegExp]>([
    ["an empty key", { "": "x" }, /the key is empty/],
    ["a key over its limit", { ["k".repeat(257)]: "x" }, /257 bytes; at most 256/],
    ["a value over its limit", { env: "é".repeat(1025) }, /2050 bytes; at most 2048/],
    ["a reserved key", { "Superserve.x": "y" }, /reserved/],
    [
      "too many keys",
      Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`k${index}`, ""])),
      /65 keys; at most 64/,
    ],
  ])("for %s", async (_, metadata, message) => {
    const client = createClient(await createTestApi());
    const error = await client.sandboxes.list({ metadata }).catch((reason: unknown) => reason);
    expect(ApiError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({
      status: 400,
      code: "bad_request",
      message: expect.stringMatching(message),
    });
  });

  it("for too many requests, with the time to wait", async () => {
    const client = createClient({
      ...(await createTestApi({
        rateLimit: true,
        clock: () => Date.parse("2026-06-01T00:00:00Z"),
      })),
      maxRetries: 0,
    });
    const calls = await Promise.allSettled(
      Array.from({ length: 41 }, async () => await client.sandboxes.list()),
    );
    const refused = calls.flatMap((call) =>
      call.status === "rejected" ? [call.reason as unknown] : [],
    );
    expect(refused).toHaveLength(1);
    expect(RateLimitError.isInstance(refused[0])).toBe(true);
    expect(refused[0]).toMatchObject({ status: 429, code: "rate_limited", retryAfter: 1 });
  });

  it("for a number as value, when the types did not keep it out", async () => {
    const client = createClient(
      await createTestApi({ sandboxes: [{ metadata: { count: "42" } }] }),
    );
    // @ts-expect-error A value of the filter is a string.
    expect(await client.sandboxes.list({ metadata: { count: 42 } })).toHaveLength(1);
  });
});

it("asks for health without a key", async () => {
  const { fetch, baseUrl } = await createTestApi();
  expect(await createClient({ fetch, baseUrl }).health.get()).toMatchObject({ status: "ok" });
});
