import { createRequire } from "node:module";
import { beforeAll, describe, expect, test } from "vitest";
import { type Captured, type Input, capture } from "./serializer/capture.ts";
import { Document, type DocumentOperation, type Json } from "./serializer/document.ts";
import { asText, expand, percentEncode } from "./serializer/expand.ts";
import { type Generated, generateClient } from "./serializer/generate-client.ts";

const require = createRequire(import.meta.url);

// Descriptions that nobody here wrote, by the number of operations that the client can send.
const documents: readonly [name: string, spec: string, sent: number][] = [
  ["Figma", require.resolve("@figma/rest-api-spec/openapi/openapi.yaml"), 54],
  ["GitBook", require.resolve("@gitbook/api/spec/openapi.json"), 377],
  ["Scalar Galaxy", require.resolve("@scalar/galaxy/3.1.yaml"), 10],
  ["ReadMe", require.resolve("@readme/oas-examples/3.1/json/readme.json"), 54],
  ["Train Travel", require.resolve("@readme/oas-examples/3.1/json/train-travel.json"), 7],
  ["Star Trek", require.resolve("@readme/oas-examples/3.0/json/star-trek.json"), 120],
  [
    "Parameters of every style",
    require.resolve("@readme/oas-examples/3.1/json/parameters-style.json"),
    25,
  ],
  ["Encodings", require.resolve("@readme/oas-examples/3.1/json/schema-encoding-style.json"), 1],
  ["Files", require.resolve("@readme/oas-examples/3.0/json/file-uploads.json"), 3],
];

describe.each(documents)("%s", (_, spec, count) => {
  const document = new Document(spec);
  let generated: Generated;
  beforeAll(async () => {
    generated = await generateClient(spec);
  });

  test("each operation sends what the second serializer writes, or is named as left out", async () => {
    const { api, leftOut } = generated;
    const found: unknown[] = [];
    const wanted: unknown[] = [];
    for (const operation of document.operations()) {
      const name = `${operation.method} ${operation.path}`;
      if (leftOut.includes(name)) continue;
      for (const mediaType of [undefined, ...Object.keys(operation.content)]) {
        if (mediaType === undefined && operation.isBodyRequired) continue;
        if (mediaType !== undefined && ["GET", "HEAD"].includes(operation.method)) continue;
        const input = inputOf(document, operation, mediaType);
        const { method, path } = operation;
        const sent = await capture(api, method, path, input).catch((error: unknown) =>
          String(error),
        );
        found.push([name, typeof sent === "string" ? sent : await readable(sent)]);
        wanted.push([name, requestOf(document, operation, input)]);
      }
    }
    expect(found).toEqual(wanted);
    expect(new Set(wanted.map((each) => (each as string[])[0])).size).toBe(count);
  });
});

function inputOf(document: Document, operation: DocumentOperation, mediaType?: string): Input {
  const input: Record<"path" | "query" | "header" | "cookie", Record<string, unknown>> = {
    path: {},
    query: {},
    header: {},
    cookie: {},
  };
  for (const parameter of operation.parameters) {
    const { name, in: where, style } = document.describe(parameter);
    const value = document.parameterValue(document.schemaOf(parameter));
    // Delimiters that cannot be encoded are refused.
    const isPlain = where === "header" || style.endsWith("Delimited");
    input[where][name] = isPlain ? withoutDelimiters(value) : value;
  }
  if (mediaType === undefined) return input;
  const schema = (operation.content[mediaType] as Json)["schema"];
  const isBytes = !/json|urlencoded|multipart/.test(mediaType);
  const body = isBytes ? "bytes é" : document.bodyValue(schema);
  return { ...input, body, contentType: mediaType };
}

function withoutDelimiters(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll(/[ ,=|]/g, "");
  if (Array.isArray(value)) return value.map(withoutDelimiters);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withoutDelimiters(item)]),
  );
}

/** The request that the document describes, by the second serializer. */
function requestOf(document: Document, operation: DocumentOperation, input: Input): object {
  let path = operation.path.replace(/#.*/s, "");
  const query: string[] = [];
  const cookies: string[] = [];
  const headers: Record<string, string> = {};
  for (const parameter of operation.parameters) {
    const described = document.describe(parameter);
    const { name, in: where } = described;
    const text = expand(described, input[where]![name] as never);
    if (where === "path") path = path.replace(`{${name}}`, () => text);
    else if (where === "header") headers[name.toLowerCase()] = text;
    else if (text !== "") (where === "query" ? query : cookies).push(...text.split("&"));
  }
  if (cookies.length > 0) headers["cookie"] = cookies.join("; ");
  const type = input.contentType;
  if (type !== undefined) headers["content-type"] = type;
  const [address = "", fixed = ""] = path.split(/\?(.*)/s);
  return {
    path: address,
    query: [...fixed.split("&"), ...query].filter((each) => each !== "").sort(),
    headers,
    body: bodyOf(document, operation, input),
  };
}

function bodyOf(document: Document, { content }: DocumentOperation, input: Input): unknown {
  const { body, contentType } = input;
  if (contentType === undefined) return undefined;
  if (contentType.includes("json")) return JSON.stringify(body);
  if (!/urlencoded|multipart/.test(contentType)) return body;
  const encoding = document.resolve((content[contentType] as Json)["encoding"]);
  const isForm = contentType.includes("urlencoded");
  const parts = Object.entries(body as Json).flatMap(([name, value]) => {
    const declared = document.resolve(encoding[name]);
    if (isForm && ("style" in declared || "explode" in declared))
      return expand(document.describe({ ...declared, name, in: "query" }), value as never);
    return (Array.isArray(value) ? value : [value]).map((item: unknown) => {
      const isJson = typeof item === "object" && item !== null && !(item instanceof Date);
      const text = isJson ? JSON.stringify(item) : asText(item as string);
      if (isForm) return `${percentEncode(name)}=${percentEncode(text)}`;
      // RFC 7578, section 4; OpenAPI 3.1.1, section 4.8.15.1.1, "Common Fixed Fields".
      const type =
        (declared["contentType"] as string | undefined) ??
        (isJson ? "application/json" : undefined);
      return `--BOUNDARY\r\nContent-Disposition: form-data; name="${name}"\r\n${type ? `Content-Type: ${type}\r\n` : ""}\r\n${text}\r\n`;
    });
  });
  return isForm ? parts.join("&") : `${parts.join("")}--BOUNDARY--\r\n`;
}

/** A captured request in an order and with a boundary that can be compared. */
async function readable({ path, query, headers, body }: Captured): Promise<object> {
  const { accept: _, ...sent } = headers;
  const boundary = /; boundary=(.*)/.exec(sent["content-type"] ?? "")?.[1];
  if (boundary === undefined) return { path, query: query.toSorted(), headers: sent, body };
  const text = await new Response(body as Blob).text();
  return {
    path,
    query: query.toSorted(),
    headers: { ...sent, "content-type": "multipart/form-data" },
    body: text.replaceAll(boundary, "BOUNDARY"),
  };
}
