import { once } from "node:events";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { ContractViolation } from "../contract-violation.ts";
import { isConnectionReset } from "../faults/network-error.ts";
import { plainError } from "../responders/error-response.ts";
import type { ListenOptions, Listener } from "./listener.ts";

const host = "127.0.0.1";
/** Long enough for a query that an API accepts. The default of Node, 16 KiB, responds with 431 earlier. */
const maxHeaderSize = 131_072;

/**
 * Serves a double on a loopback port.
 *
 * @param baseUrl the base URL of the double, to which each request to the port is mapped
 */
export async function listen(
  answer: (request: Request) => Promise<Response>,
  baseUrl: string,
  { port = 0, cors = false }: ListenOptions = {},
): Promise<Listener> {
  const base = new URL(baseUrl);
  const server = createServer({ maxHeaderSize }, (incoming, outgoing) => {
    void serve(incoming, outgoing, base.origin, answer, cors);
  });
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new Error(`The port ${port} is already in use. Choose another one, or 0 for any.`, {
      cause: error,
    });
  }
  const { port: actual } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    if (!server.listening) return;
    server.close();
    await once(server, "close");
  };
  const path = base.pathname.replace(/\/$/, "");
  return { url: `http://${host}:${actual}${path}`, close, [Symbol.asyncDispose]: close };
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  origin: string,
  answer: (request: Request) => Promise<Response>,
  cors: boolean,
): Promise<void> {
  try {
    const request = toRequest(incoming, origin);
    const isPreflight =
      cors && request.method === "OPTIONS" && request.headers.has("access-control-request-method");
    const response = isPreflight ? new Response(null, { status: 204 }) : await answer(request);
    outgoing.statusCode = response.status;
    for (const [name, value] of response.headers) {
      if (name !== "set-cookie") outgoing.setHeader(name, value);
    }
    const cookies = response.headers.getSetCookie();
    if (cookies.length > 0) outgoing.setHeader("set-cookie", cookies);
    if (cors) allowEveryOrigin(outgoing, request);
    outgoing.flushHeaders();
    for await (const chunk of response.body ?? []) outgoing.write(chunk);
    outgoing.end();
  } catch (error) {
    if (isConnectionReset(error)) {
      // Flush the bytes before the break, or the client never receives them.
      setTimeout(() => incoming.socket.resetAndDestroy(), outgoing.headersSent ? 20 : 0);
      return;
    }
    const message = error instanceof Error ? error.message : String(error);
    const response = plainError(ContractViolation.isInstance(error) ? 404 : 500, message);
    if (outgoing.headersSent) return void incoming.socket.destroy();
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(await response.text());
  }
}

function toRequest(incoming: IncomingMessage, origin: string): Request {
  const { method = "GET", url = "/" } = incoming;
  const headers = new Headers();
  for (let index = 0; index < incoming.rawHeaders.length; index += 2)
    headers.append(incoming.rawHeaders[index]!, incoming.rawHeaders[index + 1]!);
  const hasBody = method !== "GET" && method !== "HEAD";
  const body = hasBody ? (Readable.toWeb(incoming) as ReadableStream<Uint8Array>) : null;
  return new Request(origin + url, { method, headers, body, ...(hasBody && { duplex: "half" }) });
}

/** Allows the origin, the method and the headers of a request (WHATWG Fetch, "CORS protocol"). */
function allowEveryOrigin(outgoing: ServerResponse, { headers }: Request): void {
  outgoing.setHeader("access-control-allow-origin", headers.get("origin") ?? "*");
  outgoing.setHeader("access-control-expose-headers", "*");
  const method = headers.get("access-control-request-method");
  const names = headers.get("access-control-request-headers");
  if (method) outgoing.setHeader("access-control-allow-methods", method);
  if (names) outgoing.setHeader("access-control-allow-headers", names);
}
