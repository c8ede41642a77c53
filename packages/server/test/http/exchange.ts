import { connect } from "node:net";

/** A response as received over the wire. */
export interface RawAnswer {
  readonly status: number;
  /** Headers, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Bytes to send, and how to end. */
export interface Sending {
  /** Parts, sent one after the other; text is sent as Latin-1. */
  readonly pieces: readonly (string | Uint8Array)[];
  /** Whether the sending side is closed afterwards, as when a caller aborts. */
  readonly isCut?: boolean;
}

/** The maximum time for a response, in milliseconds. */
const deadline = 10_000;

/**
 * Sends raw bytes over a new connection.
 *
 * @returns the first response, once it is complete or the connection ends
 * @throws {Error} if there is no response in time
 */
export async function exchange(port: number, { pieces, isCut }: Sending): Promise<RawAnswer> {
  return await new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let received = Buffer.alloc(0);
    const end = (ended: boolean): void => {
      const answer = parse(received, ended);
      if (!answer && !ended) return;
      clearTimeout(timer);
      socket.destroy();
      if (answer) resolve(answer);
      else reject(new Error(`No answer, but ${JSON.stringify(received.toString())}`));
    };
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`No whole answer in time, but ${JSON.stringify(received.toString())}`));
    }, deadline);
    socket.on("data", (data) => {
      received = Buffer.concat([received, data]);
      end(false);
    });
    // A server may end a connection after its response, while more data is being sent.
    socket.on("error", () => end(true)).on("close", () => end(true));
    for (const piece of pieces) socket.write(typeof piece === "string" ? latin1(piece) : piece);
    if (isCut) socket.end();
  });
}

function latin1(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

/** @returns the response; `undefined` while it is incomplete */
function parse(received: Buffer, ended: boolean): RawAnswer | undefined {
  const text = received.toString("utf8").replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, "");
  const [head, ...rest] = text.split("\r\n\r\n");
  if (head === undefined || rest.length === 0) return undefined;
  const [statusLine = "", ...lines] = head.split("\r\n");
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const [name = "", ...value] = line.split(":");
    headers[name.toLowerCase()] = value.join(":").trim();
  }
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1]);
  const body = Buffer.from(rest.join("\r\n\r\n"));
  if (headers["transfer-encoding"] === "chunked") {
    const isWhole = ended || body.subarray(-5).equals(Buffer.from("0\r\n\r\n"));
    return isWhole ? { status, headers, body: unchunk(body) } : undefined;
  }
  const length = status === 204 ? 0 : Number(headers["content-length"] ?? Infinity);
  if (body.length < length && !ended) return undefined;
  return { status, headers, body: body.subarray(0, length).toString() };
}

function unchunk(body: Buffer): string {
  let [left, whole] = [body, ""];
  for (;;) {
    const line = left.indexOf("\r\n");
    const size = Number.parseInt(left.subarray(0, line).toString(), 16);
    if (line < 0 || !(size > 0)) return whole;
    whole += left.subarray(line + 2, line + 2 + size).toString();
    left = left.subarray(line + 4 + size);
  }
}
