import { type Clock, type SandboxChange, createClient } from "@sandboxes/client";
import { expect, test } from "vitest";

/** A clock whose waits end at once. */
function createClock(): Clock & { time: number } {
  return {
    time: 0,
    now() {
      return this.time;
    },
    monotonicNow() {
      return this.time;
    },
    setTimeout(run, milliseconds) {
      // Only waits end. The limits of a call do not.
      if (milliseconds >= 60_000) return undefined;
      return setImmediate(() => {
        this.time += milliseconds;
        run();
      });
    },
    clearTimeout: (timer) => clearImmediate(timer as NodeJS.Immediate),
  };
}

const refused = (): never => {
  throw new TypeError("fetch failed", {
    cause: Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }),
  });
};
const outages: readonly [string, () => Response][] = [
  ["no connection", refused],
  ["503", () => Response.json({ error: { code: "service_unavailable" } }, { status: 503 })],
  ["429", () => Response.json({ error: { code: "rate_limited" } }, { status: 429 })],
  ["an error page of a proxy", () => new Response("<html>", { status: 502 })],
];

const id = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

/** Creates a client whose API is down from the first second to the eleventh. */
function clientOf(outage: () => Response, response: (time: number) => unknown) {
  const clock = createClock();
  let requests = 0;
  const client = createClient({
    apiKey: "sk_test",
    clock,
    random: () => 1,
    fetch() {
      requests++;
      const isDown = clock.time >= 1000 && clock.time < 11_000;
      return isDown ? outage() : Response.json(response(clock.time));
    },
  });
  return { client, clock, requests: () => requests };
}

test.each(outages)("waitFor continues through ten seconds of %s", async (_, outage) => {
  const { client, clock } = clientOf(outage, (time) => ({
    id,
    status: time < 12_000 ? "resuming" : "active",
  }));
  expect(await client.sandboxes.waitFor(id, "active")).toEqual({ id, status: "active" });
  expect(clock.time).toBeGreaterThan(11_000);
});

test.each(outages)("waitFor ends at its deadline, within an outage: %s", async (_, outage) => {
  const { client, clock } = clientOf(outage, () => ({ id, status: "resuming" }));
  const wait = client.sandboxes.waitFor(id, "active", { deadline: 8000 });
  await expect(wait).rejects.toMatchObject({ name: "TimeoutError", cause: expect.any(Error) });
  expect(clock.time).toBeLessThanOrEqual(8000);
});

test.each(outages)("watch keeps what it knew through ten seconds of %s", async (_, outage) => {
  const { client } = clientOf(outage, (time) => [
    { id, status: time < 1000 ? "active" : "paused" },
    ...(time < 1000 ? [] : [{ id: "new", status: "active" }]),
  ]);
  const changes: [SandboxChange["type"], string, string][] = [];
  for await (const { type, sandbox } of client.sandboxes.watch({ interval: 1000 })) {
    changes.push([type, sandbox.id, sandbox.status]);
    if (changes.length === 3) break;
  }
  expect(changes).toEqual([
    ["added", id, "active"],
    ["changed", id, "paused"],
    ["added", "new", "active"],
  ]);
});
