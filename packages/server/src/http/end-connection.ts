import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * How long a connection stays half open after its last response, in milliseconds. Ending it earlier than
 * that could reset it, and the caller would lose the response (RFC 9112, section 9.6).
 */
const lingerMs = 500;

/** Tells the caller that the connection closes after this response. */
export function announceEnd(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader("Connection", "close");
}

/** @returns whether a request has a body, according to its headers */
export function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers["content-length"];
  return headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
}

/** Closes the connection after the response if the request was not read to its end by then. */
export function closeIfUnread(incoming: IncomingMessage, response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (
    ...args: Parameters<ServerResponse["writeHead"]>
  ) => ServerResponse;
  response.writeHead = ((...args: Parameters<ServerResponse["writeHead"]>) => {
    if (!incoming.complete) announceEnd(response);
    return writeHead(...args);
  }) as ServerResponse["writeHead"];
}

/** Makes the last response of a connection arrive even while the caller is still sending. */
export function lingerAtEnd(socket: Socket): void {
  // Node calls it after a response with `Connection: close`, and would close the connection at once.
  socket.destroySoon = () => endAndLinger(socket);
}

/** Ends the sending side, and the connection when the caller ends it too, or shortly after. */
export function endAndLinger(socket: Socket): void {
  if (socket.writable) socket.end();
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.once("close", () => clearTimeout(timer));
}
