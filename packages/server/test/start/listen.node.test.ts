import { EventEmitter, once } from "node:events";
import { type Socket, connect } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { ErrorResponse } from "@sandboxes/schema";
import { type Listener, listen } from "@sandboxes/server/node";
import { describe, expect, it } from "vitest";
import { fixture, put, sandbox } from "../fixture.ts";

/** Sends raw bytes, and returns everything received until the connection ends. */
async function exchange({ port }: Listener, request: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(request, "latin1");
  return await text(socket);
}

async function connected({ port }: Listener): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  return socket;
}

/** Measures a duration, in milliseconds. */
async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

describe("a server on a port", () => {
  it("responds until it is closed", async () => {
    const { app, store, team, apiKey } = await fixture();
    await put(store, team, sandbox({ name: "over the wire", metadata: { é: "a b" } }));
    const server = await listen(app);
    const ask = async (path: string): Promise<unknown> =>
      await (await fetch(server.url + path, { headers: { "X-API-Key": apiKey } })).json();
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    expect(await ask("/sandboxes")).toMatchObject([{ name: "over the wire" }]);
    expect(await ask("/sandboxes?metadata.%C3%A9=a+b")).toMatchObject([{ name: "over the wire" }]);
    expect(await ask("/sandboxes?metadata.%C3=a")).toMatchObject({
      error: { code: "bad_request" },
    });
    await Promise.all([server.close(), server.close()]);
    await server.close();
    await expect(ask("/health")).rejects.toThrow("fetch failed");
  });

  it.each([
    ["GET", "/health", 200, '{"status":"ok","version":"1.2.3"}'],
    ["HEAD", "/health", 200, ""],
    ["OPTIONS", "/health", 204, ""],
    ["TRACE", "/health", 405, expect.stringContaining("/health does not allow TRACE")],
    ["POST", "/health", 405, expect.stringContaining("/health does not allow POST")],
  ])("responds to %s %s with %i and the documented headers", async (method, path, status, body) => {
    const { app } = await fixture();
    await using server = await listen(app);
    const length = method === "POST" ? "Content-Length: 2\r\n" : "";
    const answer = await exchange(
      server,
      `${method} ${path} HTTP/1.1\r\nHost: localhost\r\n${length}Connection: close\r\n\r\n${length && "{}"}`,
    );
    const [head, given] = answer.split("\r\n\r\n");
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    for (const name of ["x-frame-options: deny", "ratelimit-remaining: 100", "x-request-id: "])
      expect(head!.toLowerCase()).toContain(name);
    expect(given).toEqual(body);
  });

  it("accepts the longest filter that is allowed", async () => {
    const { app, store, team, apiKey } = await fixture();
    const pairs = Array.from({ length: 64 }, (_, n) => [`${n}`.padStart(2, "0"), "é".repeat(127)]);
    const metadata = Object.fromEntries(pairs);
    await put(store, team, sandbox({ name: "full", metadata }));
    await using server = await listen(app);
    const query = pairs.map(([key, value]) => `metadata.${encodeAll(key!)}=${encodeAll(value!)}`);
    const url = `${server.url}/sandboxes?${query.join("&")}`;
    expect(Buffer.byteLength(pairs.flat().join(""))).toBe(16_384);
    const response = await fetch(url, { headers: { "X-API-Key": apiKey } });
    expect(await response.json()).toMatchObject([{ name: "full" }]);
  });

  it("counts the requests of an address", async () => {
    const { app } = await fixture({ rateLimit: true });
    await using server = await listen(app);
    const { headers } = await fetch(`${server.url}/health`);
    expect(headers.get("RateLimit-Limit")).toBe("100");
    expect(headers.get("RateLimit-Remaining")).toBe("99");
  });

  it("leaves the globals of the process alone", async () => {
    const before = [globalThis.Request, globalThis.Response];
    const { app } = await fixture();
    await using _ = await listen(app);
    expect([globalThis.Request, globalThis.Response]).toEqual(before);
  });
});

/** Returns a text with every byte percent-encoded. */
function encodeAll(plain: string): string {
  return Buffer.from(plain).toString("hex").replaceAll(/../g, "%$&");
}

describe("a request that does not reach the app", () => {
  it.each([
    ["HELLO\r\n\r\n", 400, "This is not an HTTP request."],
    ["GET /health HTTP/1.1\r\nHost: a b\r\n\r\n", 400, "The request cannot be read: Invalid URL."],
    ["GET nowhere HTTP/1.1\r\nHost: a\r\n\r\n", 400, "This is not an HTTP request."],
    ["GET / HTTP/1.1\r\n\r\n", 400, "The request cannot be read: Missing host header."],
    [
      "CONNECT a:80 HTTP/1.1\r\n\r\n",
      400,
      "This server is not a proxy and does not support CONNECT.",
    ],
    [
      `GET /health?${"x".repeat(70_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
      431,
      "The URL and the headers are longer than 65536 bytes.",
    ],
  ])("is rejected in the same format: %.20s", async (request, status, message) => {
    const { app } = await fixture();
    await using server = await listen(app);
    const answer = await exchange(
      server,
      request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"),
    );
    const [head, body] = answer.split("\r\n\r\n");
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    for (const name of ["x-frame-options: deny", "x-request-id: ", "ratelimit-remaining: 100"])
      expect(head!.toLowerCase()).toContain(name);
    expect(JSON.parse(body!)).toEqual<ErrorResponse>({ error: { code: "bad_request", message } });
  });

  it("does not show a failure of the app, which is reported to the operator", async () => {
    const failure = new Error("the secret");
    const heard: unknown[] = [];
    const { app } = await fixture({ onError: (error) => heard.push(error) });
    const failing = async (): Promise<never> => await Promise.reject(failure);
    await using server = await listen({ ...app, fetch: failing });
    const response = await fetch(server.url);
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual<ErrorResponse>({
      error: { code: "internal_error", message: "The API failed." },
    });
    expect(heard).toEqual([failure]);
  });
});

describe("a response", () => {
  it("that its caller does not read is ended, together with its source", async () => {
    const { app } = await fixture();
    const events = new EventEmitter();
    const piece = new Uint8Array(1_000_000);
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(piece),
      cancel: () => void events.emit("cancel"),
    });
    const server = await listen(
      { ...app, fetch: () => new Response(endless) },
      { sendTimeout: 200 },
    );
    const cancelled = once(events, "cancel");
    const socket = await connected(server);
    socket.pause();
    socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    expect(await cancelled).toEqual([]);
    // The connection is closed as well.
    expect(await timed(() => server.close())).toBeLessThan(1000);
    socket.destroy();
  });

  it("lasts while its caller reads, or while there is nothing to send", async () => {
    const { app } = await fixture();
    let sent = 0;
    const slow = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        await sleep(250);
        controller.enqueue(new Uint8Array([65 + sent]));
        sent += 1;
        if (sent === 3) controller.close();
      },
    });
    const late = { ...app, fetch: () => new Response(slow) };
    await using server = await listen(late, { sendTimeout: 100 });
    expect(await (await fetch(server.url)).text()).toBe("ABC");
  });
});

describe("close", () => {
  it("does not wait for idle connections", async () => {
    const { app } = await fixture();
    const server = await listen(app);
    const silent = await connected(server);
    const kept = await connected(server);
    kept.write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await once(kept, "data");
    const ended = Promise.all([text(silent), text(kept)]);
    expect(await timed(() => server.close())).toBeLessThan(1000);
    await ended;
  });

  it("waits for running requests, and accepts no more", async () => {
    const { app } = await fixture();
    const gate = new EventEmitter();
    const [started, finished] = [once(gate, "start"), once(gate, "finish")];
    const server = await listen({
      ...app,
      fetch: async (request) => {
        gate.emit("start");
        await finished;
        return await app.fetch(request);
      },
    });
    const silent = await connected(server);
    const answer = fetch(`${server.url}/health`);
    await started;
    let closed = false;
    const closing = server.close().then(() => (closed = true));
    await expect(fetch(`${server.url}/health`)).rejects.toThrow("fetch failed");
    expect(closed).toBe(false);
    gate.emit("finish");
    expect(await timed(() => closing)).toBeLessThan(1000);
    expect(await (await answer).json()).toMatchObject({ status: "ok" });
    expect(silent.destroyed || (await text(silent)) === "").toBe(true);
  });
});

describe("an address on which the server cannot listen", () => {
  it("is named in the error, with the reason", async () => {
    const { app } = await fixture();
    await using server = await listen(app);
    const { port } = server;
    await expect(listen(app, { port })).rejects.toThrow(
      `Cannot listen on 127.0.0.1:${port}: port ${port} is already in use; choose another port, or 0 for any free one.`,
    );
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });

  it.each([
    [{ hostname: "192.0.2.1" }, "192.0.2.1:0: 192.0.2.1 is not an address of this machine."],
    [
      { port: 65_536 },
      "127.0.0.1:65536: 65536 is not a port; choose a whole number from 0 to 65535.",
    ],
    [{ port: -1 }, "127.0.0.1:-1: -1 is not a port; choose a whole number from 0 to 65535."],
    [{ port: 1.5 }, "127.0.0.1:1.5: 1.5 is not a port; choose a whole number from 0 to 65535."],
  ])("%j", async (options, message) => {
    const { app } = await fixture();
    await expect(listen(app, options)).rejects.toThrow(`Cannot listen on ${message}`);
  });
});
