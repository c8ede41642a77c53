import { EventEmitter, once } from "node:events";
import { type Socket, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Sandbox } from "@sandboxes/schema";
import { ErrorResponse } from "@sandboxes/schema/validators";
import { type Listener, listen } from "@sandboxes/server/node";
import { describe, expect, it } from "vitest";
import { type Fixture, fixture, put, sandbox } from "../fixture.ts";
import { type StubRuntime, createStubRuntime } from "./stub-runtime.ts";

async function connected({ port }: Listener): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  return socket;
}

/** Reads until the connection ends, in any way. */
async function received(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (data) => (text += data.toString())).on("error", () => {});
  await new Promise((resolve) => socket.on("close", resolve));
  return text;
}

/** Sends a text byte by byte until the connection ends. */
async function dribble(socket: Socket, bytes: string): Promise<void> {
  for (const byte of bytes) {
    if (socket.destroyed || !socket.writable) return;
    socket.write(byte, "latin1");
    await sleep(10);
  }
}

/** An API with a sandbox whose commands the test controls. */
async function withSandbox(
  options: Parameters<typeof fixture>[0] = {},
): Promise<Fixture & { runtime: StubRuntime; one: Sandbox }> {
  const runtime = createStubRuntime();
  const api = await fixture({ runtime, ...options });
  const one = sandbox();
  await put(api.store, api.team, one);
  return { ...api, runtime, one };
}

function head(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): string {
  const lines = Object.entries({ Host: "localhost", ...headers }).map((line) => line.join(": "));
  return `${[`${method} ${path} HTTP/1.1`, ...lines].join("\r\n")}\r\n\r\n`;
}

function statusesIn(answers: string): number[] {
  return [...answers.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => Number(status));
}

const quick = { headersTimeout: 200, requestTimeout: 400 };

function creation(apiKey: string, length: number): string {
  const type = { "Content-Type": "application/json", "Content-Length": String(length) };
  return head("POST", "/sandboxes", { "X-API-Key": apiKey, ...type });
}

describe("a slow client", () => {
  it.each<[title: string, at_once: string, slowly: (api: Fixture) => string]>([
    ["says nothing", "", () => ""],
    ["dribbles its headers", "GET /health HTTP/1.1\r\n", () => `X-Slow: ${"x".repeat(5000)}`],
    ["dribbles its first line", "", () => `GET /${"x".repeat(5000)}`],
    ["dribbles chunks of a body", "", () => "1\r\nx\r\n".repeat(1000)],
  ])("that %s gets a response in time, and is disconnected", async (title, atOnce, slowly) => {
    const api = await fixture({ rateLimit: true });
    await using server = await listen(api.app, quick);
    const socket = await connected(server);
    const chunked = { "Transfer-Encoding": "chunked", "Content-Type": "application/json" };
    const isBody = title.endsWith("body");
    socket.write(
      isBody ? head("POST", "/sandboxes", { "X-API-Key": api.apiKey, ...chunked }) : atOnce,
    );
    const [answer] = await Promise.all([received(socket), dribble(socket, slowly(api))]);
    const [status, body] = answer.split("\r\n\r\n");
    expect(status).toMatch(/^HTTP\/1\.1 408 /);
    for (const name of ["x-request-id: ", "ratelimit-limit: 100", "x-frame-options: DENY"])
      expect(status).toContain(name);
    expect(ErrorResponse.issues(JSON.parse(body!))).toEqual([]);
    expect(await (await api.get("/sandboxes")).json()).toEqual([]);
  });

  it("that sends its body in time gets a response, even a slow one", async () => {
    const { runtime, one, app, apiKey } = await withSandbox();
    await using server = await listen(app, quick);
    const started = once(runtime.events, "start");
    const answer = exec(server, one.id, apiKey);
    await started;
    await sleep(600);
    runtime.events.emit("finish");
    expect(await (await answer).json()).toMatchObject({ stdout: "wait\ndone\n", exit_code: 0 });
  });

  it("gets only one response", async () => {
    const { app } = await fixture();
    await using server = await listen(app, quick);
    const socket = await connected(server);
    socket.write(creation("nobody's", 100_000));
    const [answers] = await Promise.all([received(socket), dribble(socket, "x".repeat(1000))]);
    expect(statusesIn(answers)).toEqual([401]);
  });
});

async function exec(
  server: Listener,
  id: string,
  apiKey: string,
  end = "",
  signal: AbortSignal | null = null,
): Promise<Response> {
  return await fetch(`${server.url}/sandboxes/${id}/exec${end}`, {
    method: "POST",
    headers: { "X-API-Key": apiKey, "Content-Type": "application/json" },
    body: JSON.stringify({ command: "wait" }),
    signal,
  });
}

describe("a connection", () => {
  it("accepts sequential and pipelined requests, and responds in order", async () => {
    const { app, apiKey } = await fixture();
    await using server = await listen(app);
    const socket = await connected(server);
    const get = (path: string): string => head("GET", path, { "X-API-Key": apiKey });
    socket.write(get("/health") + get("/nowhere") + get("/sandboxes/x"));
    socket.write(`${creation(apiKey, 15)}{"name":"demo"}${head("PUT", "/health")}`);
    socket.write(head("GET", "/sandboxes", { "X-API-Key": apiKey, Connection: "close" }));
    expect(statusesIn(await received(socket))).toEqual([200, 404, 400, 201, 405, 200]);
  });

  it("ends after the response to a malformed request", async () => {
    const { app } = await fixture();
    await using server = await listen(app);
    const socket = await connected(server);
    socket.write(`${head("GET", "/health")}nonsense\r\n\r\n${head("GET", "/health")}`);
    expect(statusesIn(await received(socket))).toEqual([200, 400]);
  });

  it.each([
    ["Upgrade: websocket\r\nConnection: Upgrade", [200]],
    ["Expect: tea", [200]],
    ["Expect: 100-continue", [100, 200]],
  ])("remains HTTP/1.1 with %j", async (line, statuses) => {
    const { app } = await fixture();
    await using server = await listen(app);
    const socket = await connected(server);
    socket.write(`GET /health HTTP/1.1\r\nHost: localhost\r\n${line}\r\n\r\n`);
    const [data] = (await once(socket, "data")) as [Buffer];
    expect(statusesIn(data.toString())).toEqual(statuses);
    socket.destroy();
  });

  it("that the caller closes ends the command", async () => {
    const { runtime, one, app, apiKey } = await withSandbox();
    await using server = await listen(app);
    const aborted = once(runtime.events, "abort");
    const { body } = await exec(server, one.id, apiKey, "/stream");
    const reader = body!.getReader();
    await reader.read();
    await reader.cancel();
    expect(await aborted).toEqual([]);
  });

  it("that the caller closes before the response is not a failure", async () => {
    const failures: unknown[] = [];
    const logged = new EventEmitter();
    const { runtime, one, app, apiKey } = await withSandbox({
      onError: (error) => void failures.push(error),
      log: (entry) => void logged.emit("entry", entry),
    });
    await using server = await listen(app);
    const [started, entry] = [once(runtime.events, "start"), once(logged, "entry")];
    const leave = new AbortController();
    const left = exec(server, one.id, apiKey, "", leave.signal).catch((error: unknown) => error);
    await started;
    leave.abort();
    expect(await left).toBe(leave.signal.reason);
    expect(await entry).toEqual([
      expect.objectContaining({ operation: "execSandbox", status: 400 }),
    ]);
    expect(failures).toEqual([]);
  });
});

describe("close", () => {
  it("lets a stream finish, and accepts no new request on another connection", async () => {
    const { runtime, one, app, store, team, apiKey } = await withSandbox();
    const server = await listen(app);
    const kept = await connected(server);
    kept.write(head("GET", "/health"));
    await once(kept, "data");
    const started = once(runtime.events, "start");
    const stream = exec(server, one.id, apiKey, "/stream");
    await started;
    const closing = server.close();
    expect(await received(kept)).toBe("");
    runtime.events.emit("finish");
    const events = await (await stream).text();
    expect(events).toMatch(/"stdout":"done\\n"[^]*"finished":true,"exit_code":0/);
    await closing;
    expect(await store.disks.load(team.id, one.id)).toEqual(new TextEncoder().encode("wait\n"));
  });

  it("ends idle connections and partial requests immediately, and waits for the running request", async () => {
    const { runtime, one, app, apiKey } = await withSandbox();
    const server = await listen(app);
    const [silent, half] = [await connected(server), await connected(server)];
    half.write("GET /health HTTP/1.1\r\nHost:");
    const [started, running] = [once(runtime.events, "start"), exec(server, one.id, apiKey)];
    await started;
    let isClosed = false;
    const ended = Promise.all([received(silent), received(half)]);
    const closing = server.close().then(() => (isClosed = true));
    expect(await ended).toEqual(["", ""]);
    expect(isClosed).toBe(false);
    runtime.events.emit("finish");
    expect((await running).status).toBe(200);
    await closing;
  });

  it("responds to a request on a connection whose response is still running", async () => {
    const { runtime, one, app, apiKey } = await withSandbox();
    const server = await listen(app);
    const socket = await connected(server);
    const body = JSON.stringify({ command: "wait" });
    const headers = {
      "X-API-Key": apiKey,
      "Content-Type": "application/json",
      "Content-Length": String(body.length),
    };
    const started = Promise.all([once(runtime.events, "start"), once(socket, "data")]);
    socket.write(`${head("POST", `/sandboxes/${one.id}/exec/stream`, headers)}${body}`);
    await started;
    const closing = server.close();
    socket.write(head("GET", "/health"));
    await sleep(20);
    runtime.events.emit("finish");
    const text = await received(socket);
    expect(text).toMatch(
      /"finished":true[^]*HTTP\/1\.1 200 OK[^]*Connection: close[^]*"status":"ok"/,
    );
    await closing;
  });

  it("announces the end of the connection in the last response", async () => {
    const { runtime, one, app, apiKey } = await withSandbox();
    const server = await listen(app);
    const [started, first] = [once(runtime.events, "start"), exec(server, one.id, apiKey)];
    await started;
    const closing = server.close();
    runtime.events.emit("finish");
    expect((await first).headers.get("Connection")).toBe("close");
    await closing;
  });
});
