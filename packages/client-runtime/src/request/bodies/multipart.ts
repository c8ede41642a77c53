import type { BodyFormat } from "../../operation.ts";
import { isPlainObject } from "../is-plain-object.ts";
import { toPartText } from "./part-text.ts";

/** A piece of the body. */
type Part = string | Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** The media type of single parts, by property name. */
type PartTypes = Readonly<Record<string, string>>;

/**
 * Writes a body as `multipart/form-data` (RFC 7578). Each property is a part; an array is one part
 * for each item. A `Blob`, `File`, bytes or a stream are sent as they are, an object as JSON. `undefined`
 * is left out. A `FormData` is sent by `fetch`, which chooses the boundary. A body with a stream is sent
 * once: the client does not retry such a call.
 *
 * @param types the media types that the document declares for parts
 * @throws {TypeError} if the body is not an object or `FormData`, or a part cannot be written
 */
export function multipart(types: PartTypes = {}): BodyFormat {
  return {
    type: "multipart/form-data",
    write(body) {
      if (body instanceof FormData) return { body };
      if (!isPlainObject(body))
        throw new TypeError("The body (multipart/form-data) must be an object or a FormData.");
      const boundary = `part-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;
      const parts: Part[] = [];
      for (const [name, value] of Object.entries(body)) {
        if (value === undefined) continue;
        const items: unknown[] = Array.isArray(value) ? value : [value];
        for (const item of items) parts.push(...toPart(name, item, types[name], boundary));
      }
      parts.push(`--${boundary}--\r\n`);
      const type = `multipart/form-data; boundary=${boundary}`;
      // A Blob can be sent again, and has a length.
      return { body: parts.every(isWhole) ? new Blob(parts) : streamOf(parts), type };
    },
  };
}

function isWhole(part: Part): part is Exclude<Part, ReadableStream> {
  return !(part instanceof ReadableStream);
}

function streamOf(parts: readonly Part[]): ReadableStream<Uint8Array> {
  const bytes = bytesOf(parts);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await bytes.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await bytes.return()),
  });
}

async function* bytesOf(parts: readonly Part[]): AsyncGenerator<Uint8Array, void> {
  for (const part of parts) {
    const reader = (isWhole(part) ? new Blob([part]).stream() : part).getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        yield value;
      }
    } finally {
      await reader.cancel();
    }
  }
}

function toPart(name: string, value: unknown, type: string | undefined, boundary: string): Part[] {
  const place = `The part \`${name}\``;
  const isBinary =
    value instanceof Blob ||
    value instanceof ArrayBuffer ||
    value instanceof ReadableStream ||
    ArrayBuffer.isView(value);
  const content: Part = isBinary ? (value as Part) : toPartText(value, place);
  const isJson = !isBinary && typeof value === "object" && !(value instanceof Date);
  const own = value instanceof Blob && value.type !== "" ? value.type : undefined;
  // A declared type may be a list or a range, from which a file picks its own.
  const isOneType = type !== undefined && !/[*,]/.test(type);
  const fallback = isBinary ? "application/octet-stream" : isJson ? "application/json" : undefined;
  const contentType = (isOneType ? type : own) ?? fallback;
  const file = isBinary ? ((value as Partial<File>).name ?? "blob") : undefined;
  const disposition =
    `Content-Disposition: form-data; name="${quote(name)}"` +
    (file === undefined ? "" : `; filename="${quote(file)}"`);
  const headers = contentType ? `${disposition}\r\nContent-Type: ${contentType}` : disposition;
  return [`--${boundary}\r\n${headers}\r\n\r\n`, content, "\r\n"];
}

/** Escapes a name as browsers do (WHATWG HTML, "multipart/form-data encoding algorithm"). */
function quote(name: string): string {
  return name.replaceAll("\n", "%0A").replaceAll("\r", "%0D").replaceAll('"', "%22");
}
