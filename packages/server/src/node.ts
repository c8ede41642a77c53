import { once } from "node:events";
import { type IncomingMessage, STATUS_CODES, type ServerResponse, createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { RequestError, getRequestListener } from "@hono/node-server";
import type { App, Refusal } from "./app.ts";

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
  /**
   * How long the line and the headers of a request may take to arrive, in milliseconds. Then the answer
   * is 408.
   *
   * @default 10_000
   */
  headersTimeout?: number;
  /**
   * How long a whole request may take to arrive, in milliseconds. Then the answer is 408. How long its
   * answer takes does not matter.
   *
   * @default 30_000
   */
  requestTimeout?: number;
  /**
   * How long an answer may wait for its caller to take more of it, in milliseconds. Then the connection
   * is ended, and so is what makes the answer. An answer that has nothing to send may be silent for
   * longer.
   *
   * @default 30_000
   */
  sendTimeout?: number;
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
  {
    port = 0,
    hostname = "127.0.0.1",
    headersTimeout = 10_000,
    requestTimeout = 30_000,
    sendTimeout = 30_000,
  }: ListenOptions = {},
): Promise<Listener> {
  const AdaptorResponse = adaptorResponse();
  const answer = getRequestListener(
    (request, { incoming: { socket } }) =>
      app.fetch(request, {
        address: socket.remoteAddress,
        connection: socket,
        Response: AdaptorResponse,
      }),
    {
      // The adaptor's own Request and Response stay inside it: the globals of the process are not touched.
      overrideGlobalObjects: false,
      errorHandler: async (error) => await app.refuse(refusalOf(error)),
    },
  );
  let closing: Promise<unknown> | undefined;
  /** The newest answer of each connection, begun or done; none before its first request. */
  const latest = new Map<Duplex, ServerResponse | undefined>();
  const server = createServer({
    maxHeaderSize: maxHeadBytes,
    requestTimeout,
    headersTimeout: Math.min(headersTimeout, requestTimeout),
    connectionsCheckingInterval: Math.ceil(Math.min(headersTimeout, requestTimeout, 4000) / 4),
    // Node's own answer would be an empty one.
    requireHostHeader: false,
  });
  server.timeout = sendTimeout;
  server.on("timeout", (socket) => {
    const response = latest.get(socket);
    // What it waits for may be the app. How long a request may take, its own limits say.
    const isSilent = response?.writableFinished === false && socket.writableLength === 0;
    if (isSilent) socket.setTimeout(sendTimeout);
    else if (response) socket.destroy();
  });
  server.on("connection", (socket) => {
    latest.set(socket, undefined);
    socket.once("close", () => latest.delete(socket));
  });
  const take = (incoming: IncomingMessage, response: ServerResponse): void => {
    latest.set(incoming.socket, response);
    if (closing) announceEnd(response);
    void answer(incoming, response);
  };
  server.on("request", take);
  // Whoever expects more than "100-continue" is answered as everybody else (RFC 9110, section 10.1.1).
  server.on("checkExpectation", take);

  /** Ends a connection when what was asked over it is answered; at once where nothing was. */
  const endAfter = (response: ServerResponse | undefined, socket: Duplex): void => {
    if (!response || response.writableFinished) {
      socket.destroy();
      return;
    }
    announceEnd(response);
    response.once("close", () => {
      // Should another request have come, its answer is the last one.
      if (latest.get(socket) === response) socket.destroy();
    });
  };

  /** Answers what is no request, and ends the connection. */
  const refuse = async (refusal: Refusal, socket: Duplex): Promise<void> => {
    const response = latest.get(socket);
    // What is wrong after a whole request does not take its answer away, and what is wrong with one
    // that has its answer already gets no second one.
    if (response?.req.complete === false && response.headersSent) socket.destroy();
    else if (response?.req.complete && !response.writableFinished) await once(response, "close");
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const { remoteAddress: address } = socket as Socket;
    socket.end(await serialize(await app.refuse(refusal, { address })));
  };
  server.on("connect", (_, socket) => void refuse(noProxy, socket));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (error.code === "ECONNRESET") socket.destroy();
    else void refuse(connectionRefusals[error.code ?? ""] ?? notHttp, socket);
  });

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
      for (const [socket, response] of latest) endAfter(response, socket);
    }
    await closing;
  };
  const host = hostname.includes(":") ? `[${hostname}]` : hostname;
  const url = `http://${host}:${actualPort}`;
  return { url, port: actualPort, close, [Symbol.asyncDispose]: close };
}

/**
 * The adaptor's own Response is written at once, where a global one is read as a stream: with it, a
 * short answer takes half the time. The adaptor puts it into the globals and nowhere else, so it is
 * taken from there, and the globals are put back before anybody can look.
 */
function adaptorResponse(): typeof Response {
  const names = ["Request", "Response"] as const;
  const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
  getRequestListener(() => new Response());
  const own = globalThis.Response;
  for (const [index, name] of names.entries())
    Object.defineProperty(globalThis, name, before[index]!);
  return own;
}

/** Tells the caller that the connection takes nothing after this answer. */
function announceEnd(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader("Connection", "close");
}

/** @returns why a request does not reach the app, such as one whose Host header names no host */
function refusalOf(error: unknown): Refusal {
  return error instanceof RequestError
    ? { status: 400, message: `The request cannot be read: ${error.message}.` }
    : { status: 500, cause: error };
}

const notHttp: Refusal = { status: 400, message: "This is not an HTTP request." };
const noProxy: Refusal = { status: 400, message: "This is no proxy: it knows no CONNECT." };
const connectionRefusals: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    message: `The URL and the headers have more than ${maxHeadBytes} bytes together.`,
  },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, message: "The request took too long to arrive." },
};

/** @returns an answer as it goes over a connection that ends with it */
async function serialize(response: Response): Promise<string> {
  const body = await response.text();
  response.headers.set("Connection", "close");
  response.headers.set("Content-Length", String(Buffer.byteLength(body)));
  const head = [
    `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status]}`,
    ...[...response.headers].map((header) => header.join(": ")),
  ];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
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
