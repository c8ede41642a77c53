import { answers } from "@sandboxes/schema/validators";
import { expect, it } from "vitest";
import { fixture, noon } from "./fixture.ts";

const names = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After"];

function limits({ status, headers }: Response): unknown[] {
  return [status, ...names.map((name) => headers.get(name))];
}

it("allows a team a burst of 40 requests, then 20 per second", async () => {
  const { get, otherKey, clock } = await fixture({ rateLimit: true });
  expect(limits(await get("/sandboxes"))).toEqual([200, "40", "39", "1", null]);
  for (let n = 0; n < 39; n++) expect((await get("/sandboxes")).status).toBe(200);
  const refused = await get("/sandboxes");
  expect(limits(refused)).toEqual([429, "40", "0", "2", "1"]);
  const body = await refused.json();
  expect(answers.listSandboxes["429"].issues(body)).toEqual([]);
  expect(body).toEqual({
    error: {
      code: "rate_limited",
      message: "Too many requests from this team. Try again in 1 second.",
    },
  });
  expect(limits(await get("/sandboxes", otherKey))).toEqual([200, "40", "39", "1", null]);
  clock.now = noon + 50;
  expect(limits(await get("/sandboxes"))).toEqual([200, "40", "0", "2", null]);
  expect((await get("/sandboxes")).status).toBe(429);
  clock.now = noon + 10_000;
  expect(limits(await get("/sandboxes"))).toEqual([200, "40", "39", "1", null]);
});

it("allows an address a burst of 100 requests, then 50 per second, before it checks the key", async () => {
  const { get, clock } = await fixture({ rateLimit: true });
  const from = "192.0.2.1";
  expect(limits(await get("/sandboxes", "wrong", from))).toEqual([401, "100", "99", "1", null]);
  for (let n = 0; n < 99; n++) await get("/nothing", null, from);
  expect(limits(await get("/health", null, from))).toEqual([429, "100", "0", "2", "1"]);
  // A valid key does not help, and the request does not count against the team.
  expect(limits(await get("/sandboxes", undefined, from))).toEqual([429, "100", "0", "2", "1"]);
  expect(limits(await get("/sandboxes", undefined, "192.0.2.2"))).toEqual([
    200,
    "40",
    "39",
    "1",
    null,
  ]);
  clock.now = noon + 20;
  expect(limits(await get("/health", null, from))).toEqual([200, "100", "0", "2", null]);
});

it("reports the team's bucket once the key is valid, even in an error response", async () => {
  const { get } = await fixture({ rateLimit: true });
  expect(limits(await get("/sandboxes?metadata.=x", undefined, "a"))).toEqual([
    400,
    "40",
    "39",
    "1",
    null,
  ]);
  expect(limits(await get("/nothing", undefined, "a"))).toEqual([404, "100", "98", "1", null]);
});

it("does not count requests without an address", async () => {
  const { get } = await fixture({ rateLimit: true });
  for (let n = 0; n < 150; n++) await get("/health", null);
  expect(limits(await get("/health", null))).toEqual([200, "100", "100", "0", null]);
});

it("can be disabled, and still sends the headers of the limit", async () => {
  const { get } = await fixture({ rateLimit: false });
  for (let n = 0; n < 150; n++) await get("/sandboxes", undefined, "a");
  expect(limits(await get("/sandboxes", undefined, "a"))).toEqual([200, "40", "40", "0", null]);
  expect(limits(await get("/health", null, "a"))).toEqual([200, "100", "100", "0", null]);
});
