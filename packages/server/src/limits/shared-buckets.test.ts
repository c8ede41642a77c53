import { expect, it, vi } from "vitest";
import { type DrawTokens, SharedBuckets } from "./shared-buckets.ts";
import { TokenBuckets } from "./token-buckets.ts";

const rate = { perSecond: 20, burst: 40 };
let now = 0;
const clock = (): number => now;

/** Buckets in memory that several servers draw from. */
function createSource() {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return vi.fn<DrawTokens>(async ({ bucket, wanted, returned, perSecond, burst }) => {
    const { tokens, at } = buckets.get(bucket) ?? { tokens: burst, at: now };
    const filled = Math.min(burst, tokens + returned + ((now - at) / 1000) * perSecond);
    const granted = Math.max(0, Math.min(wanted, Math.floor(filled)));
    buckets.set(bucket, { tokens: filled - granted, at: now });
    return { granted, remaining: filled - granted };
  });
}

it.each([
  [1, 1],
  [2, 1],
  [3, 1],
  [2, 10],
])(
  "%i servers together admit what one does, with %i requests each at once",
  async (count, each) => {
    now = 0;
    const source = createSource();
    const servers = Array.from(
      { length: count },
      () => new SharedBuckets("team", rate, source, clock),
    );
    let [admitted, requests] = [0, 0];
    for (; now < 5000; now += 5) {
      const draws = servers.flatMap((server) =>
        Array.from({ length: each }, async () => await server.take("a")),
      );
      requests += draws.length;
      for (const draw of await Promise.all(draws)) if (draw.allowed) admitted += 1;
    }
    const wanted = rate.burst + rate.perSecond * 5;
    expect(admitted).toBeGreaterThan(wanted * 0.9);
    expect(admitted).toBeLessThan(wanted * 1.1);
    // Each server draws a tenth of the bucket at once, then waits until about as many tokens have been added.
    expect(source.mock.calls.length).toBeLessThan(count * 40);
    expect(source.mock.calls.length).toBeLessThan(requests / 10);
  },
);

it("counts exactly like a bucket of one server until it is empty", async () => {
  now = 0;
  const shared = new SharedBuckets("team", rate, createSource(), clock);
  const own = new TokenBuckets(rate, clock);
  for (let count = 0; count < 60; count++) expect(await shared.take("a")).toEqual(own.take("a"));
});

it("draws nothing for a caller who stays far below the limit", async () => {
  now = 0;
  const source = createSource();
  const shared = new SharedBuckets("team", rate, source, clock);
  for (; now < 60_000; now += 1000) expect((await shared.take("a")).allowed).toBe(true);
  expect(source).not.toHaveBeenCalled();
});

it("keeps separate buckets for each kind and name", async () => {
  now = 0;
  const source = createSource();
  const [teams, addresses] = ["team", "address"].map(
    (kind) => new SharedBuckets(kind, rate, source, clock),
  ) as [SharedBuckets, SharedBuckets];
  for (let count = 0; count < 41; count++) await teams.take("a");
  expect((await teams.take("a")).allowed).toBe(false);
  expect((await teams.take("b")).allowed).toBe(true);
  for (let count = 0; count < 10; count++) expect((await addresses.take("a")).allowed).toBe(true);
});

it.each<[title: string, source: DrawTokens]>([
  ["fails", async () => await Promise.reject(new Error("down"))],
  ["does not answer", async () => await new Promise(() => {})],
])("counts alone while the store %s, and retries it only occasionally", async (_, answer) => {
  now = 0;
  const source = vi.fn<DrawTokens>(answer);
  const shared = new SharedBuckets("team", rate, source, clock);
  let admitted = 0;
  for (; now < 5000; now += 10) if ((await shared.take("a")).allowed) admitted += 1;
  const wanted = rate.burst + rate.perSecond * 5;
  expect(admitted).toBeGreaterThan(wanted * 0.9);
  expect(admitted).toBeLessThan(wanted * 1.1);
  expect(source.mock.calls.length).toBeLessThan(7);
});

it("shares the limit again when the store recovers", async () => {
  now = 0;
  const source = createSource();
  source.mockRejectedValueOnce(new Error("down"));
  const shared = new SharedBuckets("team", rate, source, clock);
  for (let count = 0; count < 10; count++) await shared.take("a");
  expect(source).toHaveBeenCalledOnce();
  now = 1001;
  for (let count = 0; count < 10; count++) await shared.take("a");
  expect(source.mock.calls.length).toBeGreaterThan(1);
});
