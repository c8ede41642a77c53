import { isMediaType } from "../media-type.ts";
import type { Reader } from "../operation.ts";
import { readBytes } from "./read-bytes.ts";

/** Reads text of a media type. */
export function text(type: string): Reader {
  return {
    type,
    accepts: (contentType) => isMediaType(contentType, type),
    isOptional: true,
    parse: (body) => body,
  };
}

/** Reads a file: a `Blob`, or, as a stream, its bytes. */
export function binary(type: string): Reader {
  return {
    ...text(type),
    isUnlimited: true,
    read: (response) => response.blob(),
    // A body without a content type, which is empty.
    parse: (body) => new Blob([body]),
    async *stream(body) {
      for await (const bytes of readBytes(body)) yield [bytes];
    },
  };
}
