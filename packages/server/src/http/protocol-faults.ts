import type { IncomingMessage } from "node:http";
import type { Refusal } from "../app.ts";

// The longest allowed filter is 49,856 bytes when percent-encoded. Node's own limit for a request line and
// its headers is 16 KiB.
export const maxHeadBytes = 65_536;

const twoHosts: Refusal = { status: 400, message: "The request has more than one Host header." };
const noHost: Refusal = {
  status: 400,
  message: "The request cannot be read: Missing host header.",
};
const wrongVersion: Refusal = {
  status: 505,
  message: "This server supports HTTP/1.1 and HTTP/1.0, not the version of this request.",
};
const unknownCoding: Refusal = {
  status: 501,
  message: "This server supports only the transfer coding chunked.",
};
const wrongCoding: Refusal = {
  status: 400,
  message: "The Transfer-Encoding of the request is not valid here.",
};
const wrongTarget: Refusal = {
  status: 400,
  message: "The request target must be a path, such as /sandboxes, or an http URL with a host.",
};
const unknownMethod: Refusal = {
  status: 400,
  message: "This server does not know the method of this request.",
};
const notHttp: Refusal = { status: 400, message: "This is not an HTTP request." };

/** Responds to a CONNECT request. */
export const noProxy: Refusal = {
  status: 400,
  message: "This server is not a proxy and does not support CONNECT.",
};

/** @returns how the headers of a request violate HTTP (RFC 9112), beyond what the parser of Node detects */
export function findProtocolFault(incoming: IncomingMessage): Refusal | undefined {
  const { httpVersion, headers } = incoming;
  const isOld = httpVersion === "1.0";
  if (!isOld && httpVersion !== "1.1") return wrongVersion;
  const hosts = countHosts(incoming.rawHeaders);
  if (hosts > 1) return twoHosts;
  // Section 3.2: a request of HTTP/1.0 may have none.
  if (!isOld && (hosts === 0 || headers.host === "")) return noHost;
  const { url = "", method } = incoming;
  if (
    !url.startsWith("/") &&
    !(url === "*" && method === "OPTIONS") &&
    !/^https?:\/\/[^/?#]/i.test(url)
  )
    return wrongTarget;
  const coding = headers["transfer-encoding"];
  if (coding === undefined) return undefined;
  if (isUnknown(coding)) return unknownCoding;
  // Section 6.1: HTTP/1.0 has no transfer coding. Section 7: chunked may not be applied twice.
  return isOld || coding.includes(",") ? wrongCoding : undefined;
}

/** @returns the response to bytes that the parser of Node rejects; `undefined` if the caller is gone */
export function refusalOfParseError(error: NodeJS.ErrnoException): Refusal | undefined {
  const { reason = "", rawPacket } = error as { reason?: string; rawPacket?: Uint8Array };
  switch (error.code) {
    case "ECONNRESET":
      return undefined;
    case "HPE_HEADER_OVERFLOW":
      return {
        status: 431,
        message: `The URL and the headers are longer than ${maxHeadBytes} bytes.`,
      };
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return { status: 408, message: "The request took too long to arrive." };
    case "HPE_PAUSED_H2_UPGRADE":
      return wrongVersion;
    case "HPE_INVALID_METHOD":
      return hasRequestLine(rawPacket) ? unknownMethod : notHttp;
    case "HPE_INVALID_VERSION":
      return reason === "Invalid HTTP version" ? wrongVersion : notHttp;
    case "HPE_INVALID_TRANSFER_ENCODING":
      return hasUnknownCoding(rawPacket) ? unknownCoding : wrongCoding;
    default:
      return notHttp;
  }
}

/** @returns whether a list of transfer codings has one besides chunked */
function isUnknown(codings: string): boolean {
  return codings
    .split(",")
    .map((coding) => coding.trim().toLowerCase())
    .some((coding) => coding !== "chunked" && coding !== "");
}

function hasUnknownCoding(packet: Uint8Array | undefined): boolean {
  const text = Buffer.from(packet ?? []).toString("latin1");
  const [head = ""] = text.split("\r\n\r\n", 1);
  const codings = [...head.matchAll(/^transfer-encoding:(.*)$/gim)].map(([, value = ""]) => value);
  return isUnknown(codings.join(","));
}

/** @returns whether bytes begin with a request line of any method (RFC 9112, section 3) */
function hasRequestLine(packet: Uint8Array | undefined): boolean {
  const text = Buffer.from(packet ?? []).toString("latin1", 0, maxHeadBytes);
  return /^[\w!#$%&'*+.^`|~-]+ \S+ HTTP\/\d\.\d\r?\n/.test(text);
}

/** Node joins the values of most headers, but drops all `Host` lines except the first. */
function countHosts(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    if (name.length === 4 && name.toLowerCase() === "host") count += 1;
  }
  return count;
}
