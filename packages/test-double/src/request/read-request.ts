import type { Match } from "../contract/find-operation.ts";
import { type DocumentReader, listAt } from "../contract/document.ts";
import type { DoubleRequest } from "./double-request.ts";
import { readParameters } from "./read-parameters.ts";
import { withoutPrefixes } from "./without-prefixes.ts";

const noBytes = new Uint8Array();

/**
 * Reads a request. Each part is parsed on first use, because most tests never use it.
 *
 * @param at milliseconds since the epoch
 */
export async function readRequest(
  reader: DocumentReader,
  { row, path }: Match,
  request: Request,
  at: number,
): Promise<DoubleRequest> {
  const bytes = request.body === null ? noBytes : new Uint8Array(await request.arrayBuffer());
  const { method, url, headers } = request;
  const of = (place: string) => reader.parameters(row.id).filter((each) => each.in === place);
  const contentType = (headers.get("content-type") ?? "").replace(/;.*$/s, "").trim().toLowerCase();
  const form = lazy(() => parseBody(bytes, contentType));

  type Values = Readonly<Record<string, unknown>>;
  const parts: Readonly<
    Record<"path" | "query" | "wireQuery" | "header" | "cookie", () => Values>
  > = {
    path: lazy(() => readParameters(reader, of("path"), Object.entries(path).map(decodePair))),
    wireQuery: lazy(() =>
      readParameters(reader, of("query"), [...new URL(url).searchParams.entries()]),
    ),
    query: lazy(() => withoutPrefixes(reader, of("query"), parts.wireQuery())),
    header: lazy(() => readParameters(reader, of("header"), [...headers.entries()])),
    cookie: lazy(() => readParameters(reader, of("cookie"), cookiePairs(headers.get("cookie")))),
  };
  return {
    operation: row.id,
    method,
    url,
    headers,
    contentType,
    bytes,
    at,
    get path() {
      return parts.path();
    },
    get query() {
      return parts.query();
    },
    get wireQuery() {
      return parts.wireQuery();
    },
    get header() {
      return parts.header();
    },
    get cookie() {
      return parts.cookie();
    },
    get body() {
      return form();
    },
  };
}

function lazy<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function decodePair([name, value]: [string, string]): [string, string] {
  try {
    return [name, decodeURIComponent(value)];
  } catch {
    // A percent sign that does not start an escape is literal (WHATWG URL, "percent-decode").
    return [name, value];
  }
}

function cookiePairs(header: string | null): [string, string][] {
  if (header === null) return [];
  return header.split(/;\s*/).map((pair) => {
    const at = pair.indexOf("=");
    return at < 0 ? [pair, ""] : decodePair([pair.slice(0, at), pair.slice(at + 1)]);
  });
}

/** Returns whether a media type is JSON (RFC 6839, section 3.1, for `+json`). */
export function isJsonType(contentType: string): boolean {
  return /^application\/json$|\+json$/.test(contentType);
}

function parseBody(bytes: Uint8Array, contentType: string): unknown {
  if (bytes.length === 0) return undefined;
  if (isJsonType(contentType)) {
    const text = new TextDecoder().decode(bytes);
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  if (contentType === "application/x-www-form-urlencoded") {
    const pairs = new URLSearchParams(new TextDecoder().decode(bytes));
    return Object.fromEntries(pairs.entries());
  }
  if (contentType.startsWith("text/") || contentType === "") return new TextDecoder().decode(bytes);
  return bytes;
}

/** Returns whether the body is malformed JSON. */
export function isBrokenJson({ bytes, contentType, body }: DoubleRequest): boolean {
  if (!isJsonType(contentType) || bytes.length === 0 || typeof body !== "string") return false;
  return !new TextDecoder().decode(bytes).trimStart().startsWith('"');
}

/** @returns the media types that the request body of an operation may have, in lower case */
export function requestTypes(reader: DocumentReader, operation: string): readonly string[] {
  const body = reader.resolve(reader.operation(operation)["requestBody"]);
  return Object.keys(Object(body["content"])).map((type) =>
    type.replace(/;.*$/s, "").toLowerCase(),
  );
}

/** Returns whether an operation requires a request body. */
export function needsBody(reader: DocumentReader, operation: string): boolean {
  return reader.resolve(reader.operation(operation)["requestBody"])["required"] === true;
}

/** @returns the security requirements of an operation, one object per alternative */
export function securityOf(
  reader: DocumentReader,
  operation: string,
  document: Readonly<Record<string, unknown>>,
): readonly Readonly<Record<string, unknown>>[] {
  const object = reader.operation(operation);
  const holder = Array.isArray(object["security"]) ? object : document;
  return listAt(holder, "security").map((each) => Object(each) as Record<string, unknown>);
}
