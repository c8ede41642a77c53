import type { Clock } from "../time/clock.ts";
import type { TransportFault } from "./fault.ts";
import { connectionReset } from "./network-error.ts";

/** Milliseconds between the bytes of a slow body. */
const slowness = 10;
const gateway = `<!DOCTYPE html>
<html><head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center><hr><center>proxy</center></body></html>
`;

/**
 * Damages the body of a response. The result is the response as sent on the wire: a compressed body
 * stays compressed.
 */
export async function damage(
  response: Response,
  { body: kind, reset }: TransportFault,
  clock: Clock,
): Promise<Response> {
  if (kind === "html") {
    const status = response.status >= 400 ? response.status : 502;
    return new Response(gateway, { status, headers: { "content-type": "text/html" } });
  }
  if (kind === undefined && reset !== "in-body") return response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const { status } = response;
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  const half = bytes.subarray(0, Math.ceil(bytes.length / 2));
  switch (kind) {
    case "slow":
      return new Response(slowly(bytes, clock), { status, headers });
    case "truncated":
      return new Response(half, { status, headers });
    case "garbled":
      return new Response(garbled(bytes), { status, headers });
    case "truncated-gzip": {
      const packed = await compress(bytes);
      headers.set("content-encoding", "gzip");
      return new Response(packed.subarray(0, Math.ceil(packed.length / 2)), { status, headers });
    }
    default:
      return new Response(broken(half), { status, headers });
  }
}

/** Inserts two bytes in the middle that are never valid in UTF-8 (RFC 3629, section 1). */
function garbled(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const middle = Math.floor(bytes.length / 2);
  return new Uint8Array([...bytes.subarray(0, middle), 0xff, 0xfe, ...bytes.subarray(middle)]);
}

function slowly(bytes: Uint8Array, clock: Clock): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      if (at >= bytes.length) return controller.close();
      await new Promise<void>((resolve) => void clock.setTimeout(resolve, slowness));
      controller.enqueue(bytes.slice(at, ++at));
    },
  });
}

function broken(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let isSent = false;
  return new ReadableStream({
    pull(controller) {
      if (isSent || bytes.length === 0) return controller.error(connectionReset("terminated"));
      isSent = true;
      controller.enqueue(bytes);
    },
  });
}

async function compress(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * Decompresses the body of a response, as `fetch` does.
 *
 * @returns the response itself if its body is not compressed
 */
export function decodeBody(response: Response): Response {
  if (response.headers.get("content-encoding") !== "gzip" || !response.body) return response;
  const { status, headers } = response;
  const reader = response.body.pipeThrough(new DecompressionStream("gzip")).getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      // Node's `fetch` treats the end of a truncated gzip stream as the end of the body.
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
      if (done || !value) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return new Response(body, { status, headers });
}
