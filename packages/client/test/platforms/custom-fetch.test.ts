import { type Server, createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { gzipSync } from "node:zlib";
import { type FetchOption, ResponseError, createClient } from "@sandboxes/client";
import nodeFetch from "node-fetch";
import * as undici from "undici";
import { describe, expect, onTestFinished, test } from "vitest";
import { json, serve } from "../serve.ts";

const apiKey = "sk_test_0123456789";
const list = [{ id: "a", name: "é" }, { id: "b" }];

/** Implementations of `fetch` that users pass to the client. */
const fetches: readonly [string, FetchOption][] = [
  ["undici", undici.fetch as unknown as FetchOption],
  ["node-fetch", nodeFetch as unknown as FetchOption],
];

describe.each(fetches)("with the fetch of %s", (_, fetch) => {
  test("reads a whole list", async () => {
    const { baseUrl, requests } = await serve(json(list));
    const client = createClient({ apiKey, baseUrl, fetch });
    expect(await client.sandboxes.list()).toEqual(list);
    expect(requests[0]?.headers["x-api-key"]).toBe(apiKey);
  });

  test("reads a list while it arrives", async () => {
    const { baseUrl } = await serve(json(list));
    const received: unknown[] = [];
    for await (const sandbox of createClient({ apiKey, baseUrl, fetch }).sandboxes.list())
      received.push(sandbox);
    expect(received).toEqual(list);
  });

  test("reads events", async () => {
    const events = 'data: {"stdout":"a"}\n\ndata: {"finished":true,"exit_code":0}\n\n';
    const { baseUrl } = await serve((_request, response) =>
      response.writeHead(200, { "Content-Type": "text/event-stream" }).end(events),
    );
    const client = createClient({ apiKey, baseUrl, fetch });
    const received: unknown[] = [];
    for await (const event of client.sandboxes.execStream("a", { command: "ls" }))
      received.push(event);
    expect(received).toEqual([{ stdout: "a" }, { finished: true, exit_code: 0 }]);
  });

  test("sends a request body, and reads an error", async () => {
    const bodies: string[] = [];
    const { baseUrl } = await serve((request, response) => {
      request.on("data", (chunk: Buffer) => bodies.push(chunk.toString()));
      const body = { error: { code: "conflict", message: "m" } };
      request.on("end", () => json(body, 409)(request, response));
    });
    const call = createClient({ apiKey, baseUrl, fetch }).sandboxes.create({ name: "é" });
    await expect(call).rejects.toMatchObject({ name: "ConflictError", code: "conflict" });
    expect(bodies).toEqual(['{"name":"é"}']);
  });

  test("keeps what arrived before the connection broke", async () => {
    const { baseUrl } = await serve((_request, response) =>
      response
        .writeHead(200, { "Content-Type": "application/json", "Content-Length": 100 })
        .write('[{"id":', () => setTimeout(() => response.destroy(), 20)),
    );
    const call = createClient({ apiKey, baseUrl, fetch, maxRetries: 0 }).sandboxes.list();
    await expect(call).rejects.toMatchObject({ name: "ResponseError", body: '[{"id":' });
  });

  test("an abort ends the request", async () => {
    const { baseUrl, requests } = await serve(() => {});
    const controller = new AbortController();
    const { signal } = controller;
    const call = createClient({ apiKey, baseUrl, fetch }).sandboxes.list({}, { signal });
    const reason = new Error("enough");
    setTimeout(() => controller.abort(reason), 50);
    await expect(call).rejects.toBe(reason);
    await expect.poll(() => requests[0]?.socket.destroyed).toBe(true);
  });
});

describe("a response without `body`, as in React Native", () => {
  const withoutBody = (text: string, status = 200): Response =>
    Object.defineProperty(
      new Response(text, { status, headers: { "content-type": "application/json" } }),
      "body",
      { value: undefined },
    );

  test("is read as a whole", async () => {
    const client = createClient({ apiKey, fetch: () => withoutBody(JSON.stringify(list)) });
    expect(await client.sandboxes.list()).toEqual(list);
  });

  test("is iterated", async () => {
    const client = createClient({ apiKey, fetch: () => withoutBody(JSON.stringify(list)) });
    const received: unknown[] = [];
    for await (const sandbox of client.sandboxes.list()) received.push(sandbox);
    expect(received).toEqual(list);
  });

  test("has the reason of an error", async () => {
    const body = '{"error":{"code":"not_found","message":"m"}}';
    const client = createClient({ apiKey, fetch: () => withoutBody(body, 404) });
    await expect(client.sandboxes.get("a")).rejects.toMatchObject({ code: "not_found" });
  });
});

/** A real HTTP proxy: it opens a tunnel for each `CONNECT`. */
async function startProxy(): Promise<{ url: string; tunnels: string[] }> {
  const tunnels: string[] = [];
  const proxy: Server = createServer().on("connect", (request, client) => {
    tunnels.push(request.url!);
    const [host, port] = request.url!.split(":");
    const server = connect(Number(port), host, () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      server.pipe(client).pipe(server);
    });
    server.on("error", () => client.destroy());
    client.on("error", () => server.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void proxy.close());
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, tunnels };
}

test.each([
  ["of the client", true],
  ["of a call", false],
])("sends through a proxy, with an option %s", async (_, isOfClient) => {
  const { baseUrl } = await serve(json(list));
  const { url, tunnels } = await startProxy();
  const dispatcher = new undici.ProxyAgent({ uri: url, proxyTunnel: true });
  onTestFinished(() => dispatcher.close());
  const fetch = undici.fetch as unknown as FetchOption;
  const init = { dispatcher };
  const client = createClient({ apiKey, baseUrl, fetch, ...(isOfClient && { init }) });
  expect(await client.sandboxes.list({}, isOfClient ? {} : { init })).toEqual(list);
  expect(tunnels).toEqual([new URL(baseUrl).host]);
});

describe("Node's own limits of 300 seconds", () => {
  test.each([
    ["a timeout of 900 seconds", { timeout: 900_000 }, true],
    ["an idle timeout of 900 seconds", { idleTimeout: 900_000 }, true],
    ["the default", {}, false],
  ])("%s: lifted %j", async (_, options, isLifted) => {
    const seen: (object | undefined)[] = [];
    const { baseUrl } = await serve(json(list));
    const before = globalThis.fetch;
    globalThis.fetch = (url, init) => {
      seen.push((init as { dispatcher?: object } | undefined)?.dispatcher);
      return before(url, init);
    };
    onTestFinished(() => void (globalThis.fetch = before));
    // The call succeeds, so Node accepts the dispatcher.
    expect(await createClient({ apiKey, baseUrl }).sandboxes.list({}, options)).toEqual(list);
    expect(seen.map((dispatcher) => dispatcher !== undefined)).toEqual([isLifted]);
  });

  test("the dispatcher turns both limits off", async () => {
    const symbol = Symbol.for("undici.globalDispatcher.1");
    interface Dispatcher {
      dispatch(options: object, handler: unknown): unknown;
    }
    const target = globalThis as unknown as Record<symbol, Dispatcher>;
    const { baseUrl } = await serve(json(list));
    await fetch(baseUrl);
    const original = target[symbol];
    if (!original) throw new Error("Node has no dispatcher.");
    const seen: object[] = [];
    target[symbol] = {
      dispatch(options: object, handler: unknown) {
        seen.push(options);
        return original.dispatch(options, handler);
      },
    };
    onTestFinished(() => void (target[symbol] = original));
    await createClient({ apiKey, baseUrl }).sandboxes.list({}, { timeout: 900_000 });
    expect(seen).toMatchObject([{ headersTimeout: 0, bodyTimeout: 0 }]);
  });
});

test("a truncated gzip is a broken connection: the client tries again, then says so", async () => {
  const whole = gzipSync(JSON.stringify(Array.from({ length: 2000 }, (_, id) => ({ id }))));
  const { baseUrl, requests } = await serve((_request, response) =>
    response
      .writeHead(200, { "Content-Type": "application/json", "Content-Encoding": "gzip" })
      .end(whole.subarray(0, whole.length - 20)),
  );
  const client = createClient({ apiKey, baseUrl, maxRetries: 1, retryDelay: 0 });
  const error: unknown = await client.sandboxes.list().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ResponseError);
  expect(error).toHaveProperty("message", "GET /sandboxes: status 200, but its body is cut.");
  expect(error).toHaveProperty("cause", expect.any(Error));
  expect(requests).toHaveLength(2);
});

test("tells its name and version", async () => {
  const { baseUrl, requests } = await serve(json(list));
  await createClient({ apiKey, baseUrl }).sandboxes.list();
  expect(requests[0]?.headers["user-agent"]).toMatch(/^sandboxes-client\/\d+\.\d+\.\d+/);
  await createClient({ apiKey, baseUrl, headers: { "User-Agent": "mine" } }).sandboxes.list();
  expect(requests[1]?.headers["user-agent"]).toBe("mine");
});
