import { once } from "node:events";
import { STATUS_CODES, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { RequestError, getRequestListener } from "@hono/node-server";
import { ApiFault } from "./api-fault.ts";
import type { App } from "./app.ts";
import { respond } from "./respond.ts";

/** Where to listen. */
export interface ListenOptions {
  /**
   * 0 takes any free port.
   *
   * @default 0
   */
  port?: number;
  /**
   * Only programs on this machine reach the default.
   *
   * @default "127.0.0.1"
   */
  hostname?: string;
}

/** A server that listens. `await using` closes it at the end of its scope. */
export interface Listener {
  /** Such as `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly port: number;
  /**
   * Takes no more connections, answers the requests that are running, ends every connection, and
   * resolves then. A second call is the same as the first.
   */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

// The longest filter that is allowed takes 49,856 bytes once it is percent-encoded; Node's own
// limit for a request line and its headers is 16 KiB.
const maxHeadBytes = 65_536;

/**
 * Serves an app over HTTP on Node.
 *
 * @returns once connections are taken
 * @throws {Error} when the port or the host cannot be listened on; the message says why
 * @example
 * await using server = await listen(app, { port: 8080 });
 * console.log(server.url);
 */
export async function listen(
  app: App,
  { port = 0, hostname = "127.0.0.1" }: ListenOptions = {},
): Promise<Listener> {
  const answer = getRequestListener(
    async (request, { incoming }) =>
      await app.fetch(request, { address: incoming.socket.remoteAddress }),
    // The adaptor's own Request and Response stay inside it: the globals of the process are not touched.
    { overrideGlobalObjects: false, errorHandler: refuse },
  );
  let running = 0;
  let closing: Promise<unknown> | undefined;
  const server = createServer({ maxHeaderSize: maxHeadBytes }, (incoming, response) => {
    running += 1;
    response.once("close", () => {
      running -= 1;
      if (closing && running === 0) server.closeAllConnections();
    });
    void answer(incoming, response);
  });
  server.on("clientError", (error, socket) => void refuseConnection(error, socket));

  try {
    server.listen(port, hostname);
    await once(server, "listening");
  } catch (error) {
    throw explain(error as NodeJS.ErrnoException, port, hostname);
  }

  const { port: actualPort } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    if (!closing) {
      closing = once(server, "close");
      server.close();
      // Connections that have not asked for anything yet do not count as idle.
      if (running === 0) server.closeAllConnections();
    }
    await closing;
  };
  const host = hostname.includes(":") ? `[${hostname}]` : hostname;
  const url = `http://${host}:${actualPort}`;
  return { url, port: actualPort, close, [Symbol.asyncDispose]: close };
}

/** Answers a request that does not reach the app, such as one whose Host header names no host. */
function refuse(error: unknown): Response {
  const fault =
    error instanceof RequestError
      ? new ApiFault(400, "bad_request", `The request cannot be read: ${error.message}.`)
      : new ApiFault(500, "internal_error", "Something went wrong on our side.");
  return respond(fault.status, fault.toBody(), {});
}

const connectionFaults: Readonly<Record<string, ApiFault>> = {
  HPE_HEADER_OVERFLOW: new ApiFault(
    431,
    "bad_request",
    `The URL and the headers have more than ${maxHeadBytes} bytes together.`,
  ),
  ERR_HTTP_REQUEST_TIMEOUT: new ApiFault(
    408,
    "bad_request",
    "The request took too long to arrive.",
  ),
};
const notHttp = new ApiFault(400, "bad_request", "This is not an HTTP request.");

/** Answers what Node could not read as a request, and ends the connection. */
async function refuseConnection(error: NodeJS.ErrnoException, socket: Duplex): Promise<void> {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const fault = connectionFaults[error.code ?? ""] ?? notHttp;
  const response = respond(fault.status, fault.toBody(), { Connection: "close" });
  const body = await response.text();
  response.headers.set("Content-Length", String(Buffer.byteLength(body)));
  const head = [
    `HTTP/1.1 ${fault.status} ${STATUS_CODES[fault.status]}`,
    ...[...response.headers].map((header) => header.join(": ")),
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

function explain(error: NodeJS.ErrnoException, port: number, hostname: string): Error {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `port ${port} is already in use; choose another, or 0 for any free one`,
    EACCES: `port ${port} may not be used by this user; choose one above 1023`,
    EADDRNOTAVAIL: `${hostname} is not an address of this machine`,
    ENOTFOUND: `there is no host ${hostname}`,
    ERR_SOCKET_BAD_PORT: `${port} is not a port; choose a whole number from 0 to 65535`,
  };
  const reason = reasons[error.code ?? ""] ?? error.message;
  return new Error(`Cannot listen on ${hostname}:${port}: ${reason}.`, { cause: error });
}
