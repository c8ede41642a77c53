import { expect, it } from "vitest";
import { TokenBuckets } from "./token-buckets.ts";

it("allows a burst, and then the refill rate", () => {
  let now = 0;
  const buckets = new TokenBuckets({ perSecond: 2, burst: 3 }, () => now);
  const take = (): unknown[] => {
    const { allowed, remaining, resetSeconds, retryAfterSeconds } = buckets.take("a");
    return [allowed, remaining, resetSeconds, retryAfterSeconds];
  };
  expect(buckets.untouched()).toMatchObject({
    allowed: true,
    limit: 3,
    remaining: 3,
    resetSeconds: 0,
  });
  expect([take(), take(), take(), take()]).toEqual([
    [true, 2, 1, 1],
    [true, 1, 1, 1],
    [true, 0, 2, 1],
    [false, 0, 2, 1],
  ]);
  now = 499;
  expect(take()).toEqual([false, 0, 2, 1]);
  now = 500;
  expect(take()).toEqual([true, 0, 2, 1]);
  now = 100_000;
  expect(take()).toEqual([true, 2, 1, 1]);
});

it("loses no token to rounding, however many requests there are", () => {
  let now = 0;
  const buckets = new TokenBuckets({ perSecond: 1, burst: 1 }, () => now);
  buckets.take("a");
  for (now = 7; now < 1000; now += 7) expect(buckets.take("a").allowed).toBe(false);
  now = 1000;
  expect(buckets.take("a").allowed).toBe(true);
});

it("returns the time until the next token, which is available then", () => {
  let now = 0;
  const buckets = new TokenBuckets({ perSecond: 0.1, burst: 1 }, () => now);
  buckets.take("a");
  now = 100;
  const { retryAfterSeconds } = buckets.take("a");
  expect(retryAfterSeconds).toBe(10);
  now += retryAfterSeconds * 1000;
  expect(buckets.take("a").allowed).toBe(true);
});

it("drops full buckets", () => {
  let now = 0;
  const buckets = new TokenBuckets({ perSecond: 10, burst: 20 }, () => now);
  for (let n = 0; n < 1000; n++) buckets.take(`address ${n}`);
  for (let n = 0; n < 20; n++) buckets.take("busy");
  expect(buckets.size).toBe(1001);
  now = 2000;
  for (let n = 0; n < 5; n++) buckets.take("busy");
  now = 4000;
  buckets.take("busy");
  expect(buckets.size).toBe(1);
});

it("removes no tokens when the clock goes backwards", () => {
  let now = 1000;
  const buckets = new TokenBuckets({ perSecond: 1, burst: 2 }, () => now);
  expect(buckets.take("a").remaining).toBe(1);
  now = 0;
  expect(buckets.take("a")).toMatchObject({ allowed: true, remaining: 0 });
  expect(buckets.take("a")).toMatchObject({ allowed: false, retryAfterSeconds: 1 });
});
