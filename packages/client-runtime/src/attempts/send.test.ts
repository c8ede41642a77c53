import { describe, expect, test } from "vitest";
import type { Call } from "../call.ts";
import { operation } from "../fixtures/operation.ts";
import type { Operation } from "../operation.ts";
import { type ClientOptions, readOptions } from "../options/client-options.ts";
import type { Settings } from "../options/settings.ts";
import { jsonAs } from "../request/bodies/json.ts";
import { headerKey } from "../request/schemes.ts";
import { requires } from "../request/security.ts";
import type { FetchInit } from "../request/sendable.ts";
import { form } from "../request/styles/form.ts";
import { segment } from "../request/styles/path.ts";
import { anyErrors } from "../response/error-fields.ts";
import { events } from "../response/streams/read-events.ts";
import { streamed } from "../response/streams/read-stream.ts";
import { empty, json } from "../response/readers.ts";
import { createSend } from "./send.ts";

const patch: Partial<Operation> = {
  method: "PATCH",
  path: "/things/{thing_id}",
  parameters: [
    { name: "thing_id", in: "path", write: segment },
    { name: "dry", in: "query", write: form },
  ],
  body: jsonAs("application/merge-patch+json"),
  security: requires(headerKey("key", "x-api-key")),
};

function settingsOf(options: ClientOptions): Settings {
  return readOptions(options, { errors: anyErrors, server: "http://localhost/v1" });
}

/** Sends a call of an invented operation and returns the request and the data of the response. */
async function exchange(
  more: Partial<Operation>,
  call: Call,
  answer = Response.json("done"),
): Promise<{ request: Request; init: FetchInit; data: unknown }> {
  let sent: [string, FetchInit] | undefined;
  const fetch = (...input: [string, FetchInit]): Response => {
    sent = input;
    return answer;
  };
  const { data } = await createSend(settingsOf({ credentials: { key: "sk" }, fetch }))(
    operation({ ...patch, ...more }),
    call,
  );
  const [url, init] = sent!;
  return { request: new Request(url, init), init, data };
}

describe("sends", () => {
  test("path, query, body, headers and the media type of the operation", async () => {
    const call = {
      path: { thing_id: "a/b" },
      query: { dry: true },
      body: { name: "é" },
      headers: { "X-Trace": "1" },
    };
    const { request, data } = await exchange({}, call);
    expect(`${request.method} ${request.url}`).toBe(
      "PATCH http://localhost/v1/things/a%2Fb?dry=true",
    );
    expect(await request.json()).toEqual({ name: "é" });
    expect(Object.fromEntries(request.headers)).toEqual({
      "content-type": "application/merge-patch+json",
      "x-api-key": "sk",
      "x-trace": "1",
    });
    expect(data).toBe("done");
  });

  test("no media type without a body", async () => {
    const { request } = await exchange({}, { path: { thing_id: "a" } });
    expect(request.body).toBeNull();
    expect(request.headers.has("Content-Type")).toBe(false);
  });

  test.each(["", ".", "..", undefined])("nothing when a path parameter is %j", async (thing_id) => {
    await expect(exchange({}, { path: { thing_id } })).rejects.toThrow(
      "The path parameter `thing_id`",
    );
    await expect(exchange({}, {})).rejects.toThrow("The path parameter `thing_id` is required.");
  });
});

describe("reads", () => {
  const call = { path: { thing_id: "a" } };
  test.each<[string, Partial<Operation>, Response, unknown]>([
    ["nothing of 204", { response: empty }, new Response(null, { status: 204 }), undefined],
    [
      "nothing of a body that the operation does not have",
      { response: empty },
      Response.json("unasked"),
      undefined,
    ],
    ["JSON of a kind", { response: json }, Response.json({ a: 1 }), { a: 1 }],
    [
      "another success than the one promised",
      {},
      Response.json("accepted", { status: 202 }),
      "accepted",
    ],
  ])("%s", async (_, row, answer, wanted) => {
    expect((await exchange(row, call, answer)).data).toEqual(wanted);
  });
});

test("a stream that takes too long says that it was its deadline, whatever its timeout", async () => {
  let late: (() => void) | undefined;
  const clock = { now: () => 0, setTimeout: (run: () => void) => (late = run), clearTimeout() {} };
  const headers = { "Content-Type": "text/event-stream" };
  const fetch = (): Response => new Response(new ReadableStream(), { headers });
  const send = createSend(settingsOf({ fetch, clock, timeout: 10, deadline: 1000 }));
  const { data } = await send(operation({ response: events() }), {}, streamed);
  const next = (data as AsyncGenerator).next();
  late?.();
  await expect(next).rejects.toThrow("GET /things took longer than its deadline.");
});

test("passes the caller's own options of fetch on, and keeps what the operation needs", async () => {
  const own = { cache: "no-store", keepalive: true, method: "GET", redirect: "follow" };
  const { init } = await exchange({}, { path: { thing_id: "a" }, init: own });
  expect(init).toMatchObject({ cache: "no-store", keepalive: true });
  expect(init).toMatchObject({ method: "PATCH", redirect: "manual" });
});

test("no attempt sees what a plugin changed in another one", async () => {
  const seen: string[] = [];
  const send = createSend(
    settingsOf({
      credentials: { key: "sk" },
      random: () => 0,
      plugins: [
        (next) => (attempt) => {
          attempt.init.headers[`x-attempt-${attempt.number}`] = "1";
          return next(attempt);
        },
      ],
      fetch: (_, { headers }) => {
        seen.push(
          Object.keys(headers)
            .filter((name) => name.startsWith("x-attempt"))
            .join(),
        );
        return new Response(null, { status: 500 });
      },
      maxRetries: 2,
    }),
  );
  await send(operation(), {});
  expect(seen).toEqual(["x-attempt-1", "x-attempt-2", "x-attempt-3"]);
});

test("a deadline does not move when the system's time is set", async () => {
  let time = 0;
  const clock = {
    now: () => (time += 3_600_000),
    monotonicNow: () => 0,
    setTimeout: () => undefined,
    clearTimeout() {},
  };
  const fetch = (): Response => Response.json("done");
  const send = createSend(settingsOf({ fetch, clock, deadline: 1000 }));
  await expect(send(operation(), {})).resolves.toMatchObject({ data: "done" });
});

test.each([
  ["a microsecond", 0.001],
  ["almost a millisecond", 0.99],
  ["all of the time, because the clock stands", 1000],
])("a deadline whose timer fires early by %s ends the call", async (_, early) => {
  let time = 0;
  const clock = {
    now: () => time,
    setTimeout(run: () => void, wait: number) {
      queueMicrotask(() => {
        time += wait - early;
        run();
      });
    },
    clearTimeout() {},
  };
  let sent = 0;
  const fetch = async (): Promise<Response> => {
    sent += 1;
    return await new Promise(() => {});
  };
  const send = createSend(settingsOf({ fetch, clock, deadline: 1000, random: () => 0 }));
  const idempotent = operation({ idempotent: true });
  await expect(send(idempotent, {})).rejects.toThrow("took longer than its deadline.");
  expect(sent).toBe(1);
});

test("a stream that stops sending is over after the idle timeout", async () => {
  const timers: [() => void, number][] = [];
  const clock = {
    now: () => 0,
    setTimeout: (run: () => void, wait: number) => timers.push([run, wait]),
    clearTimeout() {},
  };
  const headers = { "Content-Type": "text/event-stream" };
  const fetch = (): Response => new Response(new ReadableStream(), { headers });
  const send = createSend(settingsOf({ fetch, clock, idleTimeout: 77 }));
  const { data } = await send(operation({ response: events() }), {}, streamed);
  const next = (data as AsyncGenerator).next();
  const [run, wait] = timers.at(-1)!;
  expect(wait).toBe(77);
  run();
  await expect(next).rejects.toThrow("GET /things took longer than its idle timeout.");
});
