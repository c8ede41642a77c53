import { type IncomingMessage, type RequestListener, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A server that a test has started. */
export interface Served {
  baseUrl: string;
  /** The requests that it received, in order. */
  requests: IncomingMessage[];
  close: () => Promise<void>;
}

/** Starts a real HTTP server on loopback; it ends with the test, if not before. */
export async function serve(listener: RequestListener): Promise<Served> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(close);
  return { baseUrl: `http://127.0.0.1:${port}`, requests, close };
}

/** Answers every request with JSON. */
export function json(
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): RequestListener {
  return (_, response) =>
    response
      .writeHead(status, { "Content-Type": "application/json", ...headers })
      .end(JSON.stringify(body));
}
