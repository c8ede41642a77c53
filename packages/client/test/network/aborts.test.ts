import { getEventListeners } from "node:events";
import { TimeoutError, createClient } from "@sandboxes/client";
import { expect, onTestFinished, test, vi } from "vitest";
import { serve } from "../serve.ts";

// 10,000 calls, ended in every way at every point: nothing of them is left.

const apiKey = "sk_test_0123456789";
const reason = new Error("enough");
const inParallel = 100;

type Answer = (signal: AbortSignal | undefined) => Response | Promise<Response>;

const headers = { "Content-Type": "application/json" };
const error = { error: { code: "rate_limited", message: "m" } };

/** A server's behaviour, and the result of a call that is aborted once all calls hang or have ended. */
const ways: readonly [name: string, outcome: unknown, answer: Answer][] = [
  ["a success", "resolved", () => Response.json([])],
  ["an error", "NotFoundError", () => Response.json(error, { status: 404 })],
  ["a request that takes no notice", reason, () => new Promise<Response>(() => {})],
  [
    "a request that takes notice",
    reason,
    (signal) =>
      new Promise((_, reject) =>
        signal?.addEventListener("abort", () => reject(signal.reason as Error)),
      ),
  ],
  ["a wait", reason, () => Response.json(error, { status: 429, headers: { "Retry-After": "50" } })],
  ["a body", reason, () => new Response(new ReadableStream(), { headers })],
  [
    "a body of an error",
    reason,
    () => new Response(new ReadableStream(), { status: 500, headers }),
  ],
];

test.each(ways)(
  "%s",
  async (_, outcome, answer) => {
    const client = createClient({ apiKey, fetch: (_url, init) => answer(init.signal) });
    for (let round = 0; round < 10_000 / inParallel; round++) {
      let ended = 0;
      const controller = new AbortController();
      const { signal } = controller;
      const options = { signal, deadline: 100_000, timeout: 90_000 };
      const calls = Array.from({ length: inParallel }, () =>
        client.sandboxes
          .list({}, options)
          .then(
            () => "resolved",
            (thrown: unknown) => (thrown === reason ? reason : (thrown as Error).name),
          )
          .finally(() => ended++),
      );
      // On to where it hangs.
      await new Promise((resolve) => setImmediate(resolve));
      const isDone = outcome === reason ? 0 : inParallel;
      await vi.waitFor(() => expect(ended).toBe(isDone), { timeout: 20_000, interval: 1 });
      controller.abort(reason);
      expect(new Set(await Promise.all(calls))).toEqual(new Set([outcome]));
      expect(getEventListeners(signal, "abort")).toEqual([]);
    }
    // The test runner has one or two of its own.
    expect(timers()).toBeLessThan(10);
  },
  60_000,
);

const streams: readonly [name: string, contentType: string, first: string][] = [
  ["an iterated list", "application/json", "[{}"],
  ["events", "text/event-stream", "data: {}\n\n"],
];

test.each(streams)(
  "the body of %s",
  async (name, contentType, first) => {
    const fetch = (): Response => {
      const body = new ReadableStream({
        start: (stream) => stream.enqueue(new TextEncoder().encode(first)),
      });
      return new Response(body, { headers: { "Content-Type": contentType } });
    };
    const client = createClient({ apiKey, fetch });
    for (let round = 0; round < 10_000 / inParallel; round++) {
      let begun = 0;
      const controller = new AbortController();
      const { signal } = controller;
      const options = { signal, deadline: 100_000, timeout: 90_000 };
      const read = async (): Promise<void> => {
        const items: AsyncIterable<unknown> =
          name === "events"
            ? client.sandboxes.execStream("id", { command: "make" }, options)
            : client.sandboxes.list({}, options);
        for await (const _ of items) begun++;
      };
      const calls = Array.from({ length: inParallel }, () =>
        read().catch((thrown: unknown) => thrown),
      );
      await vi.waitFor(() => expect(begun).toBe(inParallel), { timeout: 20_000, interval: 1 });
      controller.abort(reason);
      expect(new Set(await Promise.all(calls))).toEqual(new Set([reason]));
      expect(getEventListeners(signal, "abort")).toEqual([]);
    }
    expect(timers()).toBeLessThan(10);
  },
  60_000,
);

function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
}

test("an aborted signal keeps a call from being sent", async () => {
  const fetch = vi.fn<() => Response>();
  const client = createClient({ apiKey, fetch });
  const signal = AbortSignal.abort(reason);
  await expect(client.sandboxes.list({}, { signal })).rejects.toBe(reason);
  expect(fetch).not.toHaveBeenCalled();
});

test("a reason that is an error of a call itself is given as it is", async () => {
  const ownReason = new TimeoutError("another call took too long");
  const controller = new AbortController();
  setTimeout(() => controller.abort(ownReason), 10);
  const client = createClient({ apiKey, fetch: () => new Promise(() => {}), maxRetries: 0 });
  await expect(client.sandboxes.list({}, { signal: controller.signal })).rejects.toBe(ownReason);
  expect(ownReason.attempts).toEqual([]);
});

test.each<[string, (write: () => void) => void]>([
  ["before the answer", () => {}],
  ["in the body", (write) => write()],
])(
  "an abort closes the sockets: %s",
  async (_, act) => {
    const open = new Set<object>();
    const { baseUrl, requests } = await serve((request, response) => {
      open.add(request.socket);
      request.socket.on("close", () => open.delete(request.socket));
      act(() => response.writeHead(200, headers).write("["));
    });
    const controller = new AbortController();
    onTestFinished(() => controller.abort(reason));
    const client = createClient({ apiKey, baseUrl });
    const { signal } = controller;
    const calls = Array.from(
      { length: 50 },
      async () => await client.sandboxes.list({}, { signal }),
    );
    const settled = Promise.allSettled(calls);
    await vi.waitFor(() => expect(requests).toHaveLength(50), 20_000);
    expect(open.size).toBe(50);
    controller.abort(reason);
    for (const result of await settled) expect(result).toEqual({ status: "rejected", reason });
    await vi.waitFor(() => expect(open.size).toBe(0), 20_000);
  },
  60_000,
);
