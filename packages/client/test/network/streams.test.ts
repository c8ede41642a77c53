import { once } from "node:events";
import type { ServerResponse } from "node:http";
import {
  AuthenticationError,
  type Client,
  type ClientOptions,
  ResponseError,
  TimeoutError,
  createClient,
} from "@sandboxes/client";
import { describe, expect, test } from "vitest";
import { serve } from "../serve.ts";

// A list and events that are read while they arrive, over real HTTP.

interface Kind {
  read(client: Client, signal?: AbortSignal, deadline?: number): AsyncIterable<unknown>;
  contentType: string;
  /** The text that the server sends for an item, by its number. */
  write(number: number): string;
  end: string;
  cut: string;
}

const kinds = {
  list: {
    read: (client, signal, deadline) => client.sandboxes.list({}, { signal, deadline }),
    contentType: "application/json",
    write: (number) => `${number ? "," : "["}{"number":${number},"text":"é]"}`,
    end: "]",
    cut: ',{"number":',
  },
  execStream: {
    read: (client, signal, deadline) =>
      client.sandboxes.execStream("id", { command: "make" }, { signal, deadline }),
    contentType: "text/event-stream",
    write: (number) => `: a comment\r\ndata: {"number":${number},\r\ndata: "text":"é]"}\r\n\r\n`,
    end: 'data: {"finished":true,"exit_code":0}\n\n',
    cut: 'data: {"number":',
  },
} satisfies Record<string, Kind>;
const lastOf = {
  list: [],
  execStream: [{ finished: true, exit_code: 0 }],
};
const item = (number: number): object => ({ number, text: "é]" });

interface Started {
  client: Client;
  /** The answer to the first request, once it has come. */
  answer: Promise<ServerResponse>;
  requests: readonly unknown[];
}

async function start(kind: Kind, options: ClientOptions = {}): Promise<Started> {
  let resolve!: (response: ServerResponse) => void;
  const answer = new Promise<ServerResponse>((resolvePromise) => (resolve = resolvePromise));
  const { baseUrl, requests } = await serve((_, response) => {
    response.writeHead(200, { "Content-Type": kind.contentType });
    response.flushHeaders();
    resolve(response);
  });
  return { client: createClient({ apiKey: "sk", baseUrl, ...options }), answer, requests };
}

const rejection = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.unreachable("it must reject"),
    (error: unknown) => error,
  );

async function collect(
  items: AsyncIterable<unknown> | Iterable<unknown>,
  into: unknown[] = [],
): Promise<unknown[]> {
  for await (const each of items) into.push(each);
  return into;
}

describe.each(["list", "execStream"] as const)("%s", (name) => {
  const kind: Kind = kinds[name];

  test("gives each item before the next one is sent, and sends one request", async () => {
    const { client, answer, requests } = await start(kind);
    const items = kind.read(client)[Symbol.asyncIterator]();
    for (let number = 0; number < 3; number++) {
      const next = items.next();
      (await answer).write(kind.write(number));
      expect(await next).toEqual({ done: false, value: item(number) });
    }
    (await answer).end(kind.end);
    expect((await items.next()).value).toEqual(lastOf[name][0]);
    expect(requests).toHaveLength(1);
  });

  test("reads on when a character is cut in the middle", async () => {
    const { client, answer } = await start(kind);
    const items = collect(kind.read(client));
    const response = await answer;
    for (const byte of Buffer.from(kind.write(0) + kind.write(1) + kind.end)) {
      response.write(Uint8Array.of(byte));
      await new Promise(setImmediate);
    }
    response.end();
    expect(await items).toEqual([item(0), item(1), ...lastOf[name]]);
  });

  test.each<[string, (items: AsyncIterable<unknown>) => Promise<unknown>, unknown]>([
    [
      "a break",
      async (items) => {
        for await (const _ of items) break;
        return "left";
      },
      "left",
    ],
    [
      "an exception of the caller, which surfaces",
      (items) =>
        rejection(
          (async () => {
            for await (const each of items) throw new Error(`thrown at ${JSON.stringify(each)}`);
          })(),
        ),
      new Error('thrown at {"number":0,"text":"é]"}'),
    ],
  ])("closes the connection after %s", async (_, leave, wanted) => {
    const { client, answer } = await start(kind);
    const left = leave(kind.read(client));
    const response = await answer;
    const closed = once(response, "close");
    response.write(kind.write(0));
    expect(await left).toEqual(wanted);
    await closed;
    expect(response.writableFinished).toBe(false);
  });

  test("does not read faster than its reader", async () => {
    const { client, answer } = await start(kind);
    const items = kind.read(client)[Symbol.asyncIterator]();
    const first = items.next();
    const response = await answer;
    // Far more than buffers between here and there can hold.
    const limit = 64 * 1024 * 1024;
    let written = 0;
    let isHeld = false;
    for (let number = 0; written < limit && !isHeld; number++) {
      const text = kind.write(number);
      written += text.length;
      if (!response.write(text)) {
        const held = new Promise<boolean>((resolve) => setTimeout(resolve, 1_000, true));
        isHeld = await Promise.race([once(response, "drain").then(() => false), held]);
      }
    }
    expect(isHeld).toBe(true);
    expect((await first).value).toEqual(item(0));
    const closed = once(response, "close");
    await items.return?.();
    await closed;
  }, 60_000);

  test.each<[string, (response: ServerResponse) => void, RegExp]>([
    ["reset", (response) => response.destroy(), /its body is cut/],
    [
      "ended too early",
      (response) => response.end(),
      name === "list" ? /its body is not JSON/ : /its body is cut/,
    ],
    [
      "is not JSON",
      (response) => response.end(name === "list" ? ",{x}]" : "data: {x}\n\n"),
      /its body is not JSON/,
    ],
  ])("rejects with what did arrive when it is %s", async (_, end, message) => {
    const { client, answer } = await start(kind);
    const items: unknown[] = [];
    const failed = rejection(collect(kind.read(client), items));
    const response = await answer;
    response.write(kind.write(0));
    await expect.poll(() => items.length, { timeout: 10_000 }).toBe(1);
    end(response);
    const error = await failed;
    expect(error).toMatchObject({ name: "ResponseError", message: expect.stringMatching(message) });
    expect(items).toEqual([item(0)]);
    expect((error as ResponseError).body).toContain(kind.write(0));
    expect(JSON.stringify(error)).not.toContain("number");
  });

  test("an item that is cut is not given", async () => {
    const { client, answer } = await start(kind);
    const items: unknown[] = [];
    const failed = rejection(collect(kind.read(client), items));
    (await answer).end(kind.write(0) + kind.cut);
    expect(ResponseError.isInstance(await failed)).toBe(true);
    expect(items).toEqual([item(0)]);
  });

  test.each<[string, number]>([
    ["before the first item", 0],
    ["between two items", 1],
  ])("rejects at once with the signal's reason when it is aborted %s", async (_, count) => {
    const { client, answer } = await start(kind);
    const controller = new AbortController();
    const reason = new Error("enough");
    const items: unknown[] = [];
    const failed = rejection(collect(kind.read(client, controller.signal), items));
    const response = await answer;
    for (let number = 0; number < count; number++) response.write(kind.write(number));
    await expect.poll(() => items.length, { timeout: 10_000 }).toBe(count);
    const closed = once(response, "close");
    controller.abort(reason);
    expect(await failed).toBe(reason);
    await closed;
  });

  test.each([
    ["and more is to come", false],
    ["to its end", true],
  ])("gives nothing more of what has arrived together once it is aborted, %s", async (_, isAll) => {
    const { client, answer } = await start(kind);
    const controller = new AbortController();
    const items: unknown[] = [];
    const read = async (): Promise<void> => {
      for await (const each of kind.read(client, controller.signal)) {
        items.push(each);
        controller.abort("enough");
      }
    };
    const failed = rejection(read());
    const response = await answer;
    const closed = once(response, "close");
    const text = Array.from({ length: 100 }, (_item, number) => kind.write(number)).join("");
    if (isAll) response.end(text + kind.end);
    else response.write(text);
    expect(await failed).toBe("enough");
    expect(items).toEqual([item(0)]);
    await closed;
  });

  test("sends nothing when it is aborted already", async () => {
    const { client, requests } = await start(kind);
    const reason = new Error("enough");
    expect(await rejection(collect(kind.read(client, AbortSignal.abort(reason))))).toBe(reason);
    expect(requests).toEqual([]);
  });

  test.each<[string, number]>([
    ["before its first item", 0],
    ["between two items", 1],
  ])("ends at the deadline, %s", async (_, count) => {
    const { client, answer } = await start(kind);
    const failed = rejection(collect(kind.read(client, undefined, 500)));
    const response = await answer;
    const closed = once(response, "close");
    for (let number = 0; number < count; number++) response.write(kind.write(number));
    expect(TimeoutError.isInstance(await failed)).toBe(true);
    await closed;
  });

  test("may take longer than the timeout of an attempt once it has begun", async () => {
    const { client, answer } = await start(kind, { timeout: 1_000 });
    const items: unknown[] = [];
    const all = collect(kind.read(client), items);
    const response = await answer;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    response.end(kind.write(0) + kind.end);
    await all;
    expect(items[0]).toEqual(item(0));
  });

  test("rejects with the API's error before it begins", async () => {
    const { baseUrl } = await serve((_, response) =>
      response.writeHead(401).end('{"error":{"code":"invalid_api_key","message":"No."}}'),
    );
    const client = createClient({ apiKey: "sk", baseUrl });
    expect(AuthenticationError.isInstance(await rejection(collect(kind.read(client))))).toBe(true);
  });

  test.each([
    ["HTML", "text/html", "<p>A proxy, with sk-secret</p>"],
    ["no content type", undefined, "[]"],
    ["nothing", kind.contentType, ""],
  ])("rejects with what did arrive when it is %s", async (_, contentType, body) => {
    const { baseUrl } = await serve((_request, response) =>
      response.writeHead(200, contentType ? { "Content-Type": contentType } : {}).end(body),
    );
    const client = createClient({ apiKey: "sk-secret", baseUrl });
    const error = await rejection(collect(kind.read(client)));
    expect(ResponseError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ body: body.replace("sk-secret", "[secret]") });
    expect(String(error)).not.toContain("sk-secret");
  });

  test("is sent again until it begins, when that is safe", async () => {
    let count = 0;
    const { baseUrl, requests } = await serve((_, response) => {
      if (count++ === 0) response.writeHead(503, { "Retry-After": "0" }).end();
      else response.writeHead(200, { "Content-Type": kind.contentType }).write(kind.write(0));
    });
    const client = createClient({ apiKey: "sk", baseUrl, retryDelay: 1 });
    for await (const each of kind.read(client)) {
      expect(each).toEqual(item(0));
      break;
    }
    expect(requests).toHaveLength(2);
  });
});

test.each(["list", "execStream"] as const)(
  "%s that breaks tells of the attempts before it",
  async (name) => {
    const kind: Kind = kinds[name];
    let count = 0;
    const { baseUrl } = await serve((_, response) => {
      if (count++ === 0) response.writeHead(503, { "Retry-After": "0" }).end();
      else response.writeHead(200, { "Content-Type": kind.contentType }).end(kind.write(0));
    });
    const client = createClient({ apiKey: "sk", baseUrl, retryDelay: 1 });
    expect(await rejection(collect(kind.read(client)))).toMatchObject({
      name: "ResponseError",
      attempts: [{ status: 503, delay: expect.any(Number) }],
    });
  },
);

test("the end of a command ends its events, though the connection stays open", async () => {
  const kind: Kind = kinds.execStream;
  const { client, answer } = await start(kind);
  const events = collect(kind.read(client));
  const response = await answer;
  const closed = once(response, "close");
  response.write('data: {"error":"gone","code":"sandbox_deleted"}\n\n');
  expect(await events).toEqual([{ error: "gone", code: "sandbox_deleted" }]);
  await closed;
});

test("the raw client gives events to be iterated", async () => {
  const kind: Kind = kinds.execStream;
  const { client, answer } = await start(kind);
  const raw = client.request.POST("/sandboxes/{sandbox_id}/exec/stream", {
    params: { path: { sandbox_id: "id" } },
    body: { command: "make" },
  });
  (await answer).end(kind.write(0) + kind.end);
  const { data, response } = await raw;
  expect(response.status).toBe(200);
  expect(await collect(data ?? [])).toEqual([item(0), ...lastOf.execStream]);
});

test.each<[string, number, string, (client: Client) => Promise<unknown>, object]>([
  [
    "`exec` buffers no more than 64 Mi characters",
    200,
    "application/json",
    (client) => client.sandboxes.exec("id", { command: "yes" }),
    { name: "ResponseError", message: expect.stringContaining("its body is too long") },
  ],
  [
    "neither does a list of what is no list",
    200,
    "text/html",
    (client) => client.sandboxes.list(),
    { name: "ResponseError", message: expect.stringContaining("its body is too long") },
  ],
  [
    "of an error no more than 1 Mi characters are read",
    400,
    "application/json",
    (client) => client.sandboxes.list(),
    { name: "ApiError", message: `Status 400: {"stdout":"${"y\\n".repeat(63)}`.slice(0, 212) },
  ],
])(
  "%s",
  async (_, status, contentType, call, wanted) => {
    let written = 0;
    let closed: Promise<unknown> | undefined;
    const { baseUrl } = await serve((_request, response) => {
      closed = once(response, "close");
      response.writeHead(status, { "Content-Type": contentType }).write('{"stdout":"');
      const text = "y\\n".repeat(100_000);
      const more = (): void => {
        do written += text.length;
        while (response.write(text));
      };
      response.on("drain", more);
      more();
    });
    const client = createClient({ apiKey: "sk", baseUrl });
    expect(await rejection(call(client))).toMatchObject(wanted);
    await closed;
    // What is under way between here and there is more than was read.
    expect(written).toBeLessThan(status === 200 ? 2 ** 27 : 2 ** 25);
  },
  60_000,
);
