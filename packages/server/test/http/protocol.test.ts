import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { ErrorResponse } from "@sandboxes/schema/validators";
import { listen } from "@sandboxes/server/node";
import { describe, expect, it } from "vitest";
import { fixture } from "../fixture.ts";
import { protocolCases } from "./protocol-cases.ts";

/** Sends bytes over a raw socket, and reads until the server ends the connection. */
async function send(port: number, ...pieces: string[]): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  for (const piece of pieces) socket.write(piece, "latin1");
  return await text(socket);
}

const get = (...lines: string[]): string =>
  `GET /health HTTP/1.1\r\n${lines.map((line) => `${line}\r\n`).join("")}\r\n`;
const last = "Connection: close";
const host = "Host: localhost";

describe("a request over a raw socket", () => {
  it.each(protocolCases)("with %s gets its status", async (_, request, status) => {
    const { app } = await fixture();
    await using server = await listen(app);
    const answer = await send(server.port, request);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    const [head = "", body = ""] = answer.split("\r\n\r\n");
    for (const name of ["x-request-id: ", "ratelimit-limit: ", "x-frame-options: deny"])
      expect(head.toLowerCase()).toContain(name);
    const wrong = status < 400 ? [] : ErrorResponse.issues(JSON.parse(body));
    expect(wrong).toEqual([]);
  });

  it("gets every method from OPTIONS *", async () => {
    const { app } = await fixture();
    await using server = await listen(app);
    const answer = await send(server.port, `OPTIONS * HTTP/1.1\r\n${host}\r\n${last}\r\n\r\n`);
    expect(answer).toMatch(/^allow: GET, HEAD, OPTIONS, POST, DELETE, PATCH\r$/im);
  });

  it("keeps a connection of HTTP/1.0 open only when asked", async () => {
    const { app } = await fixture();
    await using server = await listen(app);
    const request = "GET /health HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
    const answer = await send(server.port, request, "GET /health HTTP/1.0\r\n\r\n");
    expect(answer.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  });
});

describe("a response to a request that was not read to its end", () => {
  const big = 4_000_000;
  const length = `Content-Length: ${big}`;
  it.each<[title: string, head: string, status: number]>([
    ["without a key", `POST /sandboxes HTTP/1.1\r\n${host}\r\n${length}`, 401],
    ["to a path without operation", `POST /nowhere HTTP/1.1\r\n${host}\r\n${length}`, 404],
    ["with a wrong method", `PUT /sandboxes HTTP/1.1\r\n${host}\r\n${length}`, 405],
    ["of GET", `GET /health HTTP/1.1\r\n${host}\r\n${length}`, 200],
    ["of OPTIONS *", `OPTIONS * HTTP/1.1\r\n${host}\r\n${length}`, 204],
    ["from another site", `POST /health HTTP/1.1\r\n${host}\r\nOrigin: http://x\r\n${length}`, 403],
    ["for another host", `POST /health HTTP/1.1\r\nHost: x.example\r\n${length}`, 421],
    ["in an unknown coding", `POST /health HTTP/1.1\r\n${host}\r\nTransfer-Encoding: br`, 501],
    ["in chunks", `POST /health HTTP/1.1\r\n${host}\r\nTransfer-Encoding: chunked`, 405],
  ])("announces the end of the connection: %s", async (_, head, status) => {
    const { app } = await fixture();
    await using server = await listen(app);
    const answer = await send(server.port, `${head}\r\n\r\n`, "1000\r\n", "x".repeat(0x1000));
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [^]*\r\nconnection: close\r\n`, "i"));
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  it("arrives whole even while the caller still sends", async () => {
    const { app } = await fixture();
    await using server = await listen(app);
    for (let round = 0; round < 5; round++) {
      const head = `POST /sandboxes HTTP/1.1\r\n${host}\r\n${length}\r\n\r\n`;
      const answer = await send(server.port, head, "x".repeat(big));
      expect(answer).toMatch(/^HTTP\/1\.1 401 [^]*"auth_failed"[^]*\}$/);
    }
  });

  it("ends the connection soon, whether the caller does or not", async () => {
    const { app } = await fixture();
    await using server = await listen(app);
    const socket = connect({ port: server.port, host: "127.0.0.1", allowHalfOpen: true });
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => {}).resume();
    socket.write(`POST /sandboxes HTTP/1.1\r\n${host}\r\n${length}\r\n\r\n`);
    const sending = setInterval(() => socket.write("x"), 50);
    const outcome = await Promise.race([closed.then(() => "closed"), sleep(5000, "open")]);
    clearInterval(sending);
    socket.destroy();
    expect(outcome).toBe("closed");
  });

  it("does not end a connection whose request arrived whole", async () => {
    const { app } = await fixture();
    await using server = await listen(app);
    const body = '{"name":"demo"}';
    const refused = `POST /sandboxes HTTP/1.1\r\n${host}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const answers = await send(server.port, refused + refused + get(host, last));
    expect(answers.match(/HTTP\/1\.1 \d+/g)?.map((line) => line.slice(-3))).toEqual([
      "401",
      "401",
      "200",
    ]);
  });
});
