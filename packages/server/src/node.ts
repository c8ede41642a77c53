import { once } from "node:events";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { RequestError, getRequestListener } from "@hono/node-server";
import type { App, Refusal } from "./app.ts";
import { findAdaptorResponse } from "./http/adaptor-response.ts";
import { allowOrigin } from "./http/cross-origin.ts";
import {
  announceEnd,
  closeIfUnread,
  endAndLinger,
  hasBody,
  lingerAtEnd,
} from "./http/end-connection.ts";
import { explainListenError } from "./http/explain-listen-error.ts";
import {
  findProtocolFault,
  maxHeadBytes,
  noProxy,
  refusalOfParseError,
} from "./http/protocol-faults.ts";
import { type GuardOptions, createRequestGuard, readOrigins } from "./http/request-guard.ts";
import { serializeResponse, writeResponse } from "./http/write-response.ts";

/** Options for `listen`. */
export interface ListenOptions extends GuardOptions {
  /**
   * The port to listen on. 0 takes any free port.
   *
   * @default 0
   */
  port?: number;
  /**
   * The address to listen on. Only programs on this machine can reach the default. On another address
   * than a loopback address, the server serves any host name unless `allowedHosts` is set.
   *
   * @default "127.0.0.1"
   */
  hostname?: string;
  /**
   * The maximum time for the request line and the headers to arrive, in milliseconds. After that the
   * server responds with 408.
   *
   * @default 10_000
   */
  headersTimeout?: number;
  /**
   * The maximum time for a whole request to arrive, in milliseconds. After that the server responds with
   * 408. The time that the response takes does not count.
   *
   * @default 30_000
   */
  requestTimeout?: number;
  /**
   * The maximum time a response waits for its caller to read more of it, in milliseconds. After that the
   * server closes the connection and stops the work behind the response. A response that has nothing to
   * send may be silent for longer.
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
   * Stops accepting connections, finishes the running requests, closes every connection, and then
   * resolves. A second call returns the same result as the first.
   */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Serves an app over HTTP on Node.
 *
 * @returns the listener, once it accepts connections
 * @throws {Error} if it cannot listen on the port or the host, or an entry of `allowedHosts` or
 * `allowedOrigins` is not valid; the message says why
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
    allowedHosts,
    allowedOrigins = [],
  }: ListenOptions = {},
): Promise<Listener> {
  const origins = readOrigins(allowedOrigins);
  const findForeign = createRequestGuard(
    hostname,
    app.documents ?? new Set(),
    origins,
    allowedHosts,
  );
  const AdaptorResponse = findAdaptorResponse();
  const answer = getRequestListener(
    (request, { incoming: { socket } }) =>
      app.fetch(request, {
        address: socket.remoteAddress,
        connection: socket,
        Response: AdaptorResponse,
      }),
    {
      // A request of HTTP/1.0 may have no Host header.
      hostname: "localhost",
      // The adaptor's own Request and Response stay inside it: the globals of the process stay as they are.
      overrideGlobalObjects: false,
      errorHandler: async (error) => await app.refuse(refusalOfError(error)),
    },
  );
  let closing: Promise<unknown> | undefined;
  /** Responses to requests that break HTTP. The parser of Node may reject the same request once more. */
  const refused = new WeakSet<ServerResponse>();
  /** The newest response of each connection, running or finished; `undefined` before the first request. */
  const latest = new Map<Duplex, ServerResponse | undefined>();
  const server = createServer({
    maxHeaderSize: maxHeadBytes,
    requestTimeout,
    headersTimeout: Math.min(headersTimeout, requestTimeout),
    connectionsCheckingInterval: Math.ceil(Math.min(headersTimeout, requestTimeout, 4000) / 4),
    // Node's own response would have no body.
    requireHostHeader: false,
  });
  server.timeout = sendTimeout;
  server.on("timeout", (socket) => {
    const response = latest.get(socket);
    // The response may wait for the app. The app's own limits say how long a request may take.
    const isSilent = response?.writableFinished === false && socket.writableLength === 0;
    if (isSilent) socket.setTimeout(sendTimeout);
    else if (response) socket.destroy();
  });
  server.on("connection", (socket) => {
    lingerAtEnd(socket);
    latest.set(socket, undefined);
    socket.once("close", () => latest.delete(socket));
  });

  const respond = async (
    refusal: Refusal,
    response: ServerResponse,
    address?: string,
  ): Promise<void> => await writeResponse(response, await app.refuse(refusal, { address }));
  const take = (incoming: IncomingMessage, response: ServerResponse): void => {
    const { socket, method, url = "" } = incoming;
    // The adaptor knows only schemes in lower case, but their case has no meaning (RFC 9110, section 4.2.3).
    if (!url.startsWith("/"))
      incoming.url = url.replace(/^https?:/i, (scheme) => scheme.toLowerCase());
    latest.set(socket, response);
    if (closing) announceEnd(response);
    const handle = (): void => {
      if (fault) void respond(fault, response, socket.remoteAddress);
      // Not counted: a page of another origin must not use up the limit of this address.
      else if (foreign) void respond(foreign, response);
      else if (method === "OPTIONS" && url === "*")
        void respond({ status: 204 }, response, socket.remoteAddress);
      else void answer(incoming, response);
    };
    const fault = findProtocolFault(incoming);
    const foreign = fault ? undefined : findForeign(incoming);
    if (fault) {
      refused.add(response);
      announceEnd(response);
    }
    if (!fault && !foreign) allowOrigin(incoming, response, origins);
    if (hasBody(incoming)) {
      closeIfUnread(incoming, response);
      // By then, a short body that came with its headers has been read.
      setImmediate(handle);
    } else handle();
  };
  server.on("request", take);
  // A server may ignore an expectation other than "100-continue" (RFC 9110, section 10.1.1).
  server.on("checkExpectation", take);

  /** Ends a connection after its current response; at once if there is none. */
  const endAfter = (response: ServerResponse | undefined, socket: Duplex): void => {
    if (!response || response.writableFinished) {
      socket.destroy();
      return;
    }
    announceEnd(response);
    response.once("close", () => {
      // If another request has arrived, its response is the last one.
      if (latest.get(socket) === response) socket.destroy();
    });
  };

  /** Responds to bytes that are not a request, and ends the connection. */
  const refuse = async (refusal: Refusal, socket: Socket): Promise<void> => {
    const response = latest.get(socket);
    if (response && refused.has(response) && !response.req.complete) return;
    // Bytes after a whole request do not cancel its response. A request whose response has begun gets no
    // second one.
    if (response?.req.complete === false && response.headersSent) socket.destroy();
    else if (response?.req.complete && !response.writableFinished) await once(response, "close");
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const { remoteAddress: address } = socket;
    socket.write(await serializeResponse(await app.refuse(refusal, { address })));
    endAndLinger(socket);
  };
  server.on("connect", (_, socket) => void refuse(noProxy, socket as Socket));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const refusal = refusalOfParseError(error);
    if (refusal) void refuse(refusal, socket as Socket);
    else socket.destroy();
  });

  try {
    server.listen(port, hostname);
    await once(server, "listening");
  } catch (error) {
    throw explainListenError(error as NodeJS.ErrnoException, port, hostname);
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

/** @returns why a request does not reach the app, for example because its Host header is not a host */
function refusalOfError(error: unknown): Refusal {
  return error instanceof RequestError
    ? { status: 400, message: `The request cannot be read: ${error.message}.` }
    : { status: 500, cause: error };
}
