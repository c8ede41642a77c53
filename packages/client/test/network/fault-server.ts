import { type Socket, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { EventEmitter } from "node:events";

/** The server's behaviour after a request has arrived. A behaviour that hangs ends with the server. */
export type Fault = (socket: Socket) => void;

/** @returns an answer in full, as it stands on the wire */
export function answer(
  status: number,
  body: string,
  headers: Readonly<Record<string, string | number>> = {},
): string {
  const fields = {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(body),
    Connection: "close",
    ...headers,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Status\r\n${lines.join("")}\r\n${body}`;
}

/** A server on a bare socket. The first segment of a request's path names the call it is of. */
export interface FaultServer {
  readonly port: number;
  /** The behaviour for every request. */
  fault: Fault;
  /** How many requests of a call have arrived. */
  requestsOf(call: string): number;
  /** Resolves once a request of the call has been dealt with. */
  reached(call: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts one on loopback. */
export async function startFaultServer(): Promise<FaultServer> {
  const sockets = new Set<Socket>();
  const counts = new Map<string, number>();
  const arrivals = new EventEmitter().setMaxListeners(0);
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // The client may be gone.
    socket.on("error", () => {});
    let received = "";
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      // The first byte of a TLS handshake: no request, and no TLS here.
      if (received.startsWith("\x16")) return void socket.end("no TLS here");
      const call = callOf(received);
      if (call === undefined) return;
      received = "";
      counts.set(call, (counts.get(call) ?? 0) + 1);
      faults.fault(socket);
      arrivals.emit(call);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  const faults: FaultServer = {
    port: (server.address() as AddressInfo).port,
    fault: (socket) => socket.destroy(),
    requestsOf: (call) => counts.get(call) ?? 0,
    reached: (call) =>
      counts.has(call)
        ? Promise.resolve()
        : new Promise((resolve) => void arrivals.once(call, () => resolve())),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return faults;
}

/** @returns the call that a request is of, once all of the request is there */
function callOf(received: string): string | undefined {
  const end = received.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const length = Number(/^content-length: (\d+)/im.exec(received.slice(0, end))?.[1] ?? 0);
  if (received.length < end + 4 + length) return undefined;
  return /^\S+ \/([^/ ]+)/.exec(received)?.[1];
}
