import { STATUS_CODES, type ServerResponse } from "node:http";

/** Sends a short response to a request that never reached the app. */
export async function writeResponse(response: ServerResponse, answer: Response): Promise<void> {
  const body = await answer.text();
  if (response.destroyed) return;
  const headers = Object.fromEntries(answer.headers);
  if (answer.status !== 204) headers["Content-Length"] = String(Buffer.byteLength(body));
  response.writeHead(answer.status, headers);
  response.end(body);
}

/** @returns a response as bytes. The connection closes after it */
export async function serializeResponse(response: Response): Promise<string> {
  const body = await response.text();
  response.headers.set("Connection", "close");
  response.headers.set("Content-Length", String(Buffer.byteLength(body)));
  const head = [
    `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status]}`,
    ...[...response.headers].map((header) => header.join(": ")),
  ];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}
