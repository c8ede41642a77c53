import { isMediaType } from "../../media-type.ts";
import type { BodyFormat, RequestBody } from "../../operation.ts";

/**
 * Sends a body as it is: text, a `Blob` or `File`, bytes or a stream. A stream is sent once: the
 * client does not retry such a call.
 *
 * @throws {TypeError} if the body is none of these
 */
export function raw(type: string): BodyFormat {
  return {
    type,
    // A text/plain with a charset is one, too.
    choose: (contentType = type) => (isMediaType(contentType, type) ? raw(contentType) : undefined),
    write(body) {
      if (!isRaw(body))
        throw new TypeError(`The body (${type}) must be text, a Blob, bytes or a ReadableStream.`);
      // A Blob knows its own type better than a range such as */* or image/*.
      const own = body instanceof Blob && body.type !== "" ? body.type : undefined;
      const sent = type.includes("*") ? (own ?? "application/octet-stream") : type;
      return { body: body as RequestBody, type: sent };
    },
  };
}

function isRaw(body: unknown): boolean {
  return (
    typeof body === "string" ||
    body instanceof Blob ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body) ||
    body instanceof ReadableStream
  );
}
