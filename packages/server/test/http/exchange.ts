import { connect } from "node:net";

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What to send, and what to do then. */
export interface Sending {
  /** Sent one after the other; text as Latin-1. */
  readonly pieces: readonly (string | Uint8Array)[];
  /** Whether the sending side is closed after them, as by a caller who breaks off. */
  readonly isCut?: boolean;
}

/** The longest that a server may take for an answer, in milliseconds. */
const deadline = 10_000;

/**
 * Sends bytes as they are over a connection of their own.
 *
 * @returns the first answer, once it is whole or the connection ends
 * @throws {Error} when none comes in time
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
    // A server may end a connection that it has answered while more is being sent.
    socket.on("error", () => end(true)).on("close", () => end(true));
    for (const piece of pieces) socket.write(typeof piece === "string" ? latin1(piece) : piece);
    if (isCut) socket.end();
  });
}

function latin1(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

/** @returns `undefined` while something is missing */
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
