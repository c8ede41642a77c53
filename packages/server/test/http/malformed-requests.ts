import { gzipSync } from "node:zlib";
import type { Operation } from "@sandboxes/schema/operations";
import type { Sending } from "./exchange.ts";
import type { Json } from "./mutations.ts";

/** A request that the server must reject, and the expected status. */
export interface Refusal {
  readonly title: string;
  readonly sending: Sending;
  /** The allowed statuses. */
  readonly statuses: readonly number[];
}

/** The parts of a valid request of an operation. */
export interface ValidRequest {
  readonly operation: Operation;
  /** The ID of an existing sandbox. */
  readonly id: string;
  readonly apiKey: string;
  /** `undefined` if the operation has no body. */
  readonly body: Json | undefined;
}

type Headers = readonly (readonly [name: string, value: string])[];

/** Differences from the valid request. */
interface Change {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: Headers;
  readonly body?: string | Uint8Array | undefined;
  /** Replaces the `Content-Length` header. */
  readonly framing?: Headers;
  readonly isCut?: boolean;
}

const bytes = (text: string): Uint8Array => Buffer.from(text, "utf8");

/** Writes a request of an operation that is valid except for the change. */
export function write(valid: ValidRequest, change: Change = {}): Sending {
  const { operation, id, apiKey } = valid;
  const { method = operation.method, target = operation.path.replace("{sandbox_id}", id) } = change;
  const json = valid.body === undefined ? undefined : JSON.stringify(valid.body);
  const given = "body" in change ? change.body : json;
  const body = typeof given === "string" ? bytes(given) : given;
  const headers: Headers = [
    ["Host", "localhost"],
    ...(change.headers ?? [
      ["X-API-Key", apiKey],
      ...(body === undefined ? [] : [["Content-Type", "application/json"] as const]),
    ]),
    ...(change.framing ?? (body === undefined ? [] : [["Content-Length", String(body.length)]])),
  ];
  const head = [`${method} ${target} HTTP/1.1`, ...headers.map((header) => header.join(": "))];
  return {
    pieces: [`${head.join("\r\n")}\r\n\r\n`, ...(body === undefined ? [] : [body])],
    ...(change.isCut === undefined ? {} : { isCut: change.isCut }),
  };
}

/** Bodies that are not JSON, not in UTF-8, or have the wrong content type. */
export function* wrongTexts(valid: ValidRequest): Generator<Refusal> {
  const json = JSON.stringify(valid.body);
  const half = Math.floor(json.length / 2);
  const texts: Readonly<Record<string, string | Uint8Array>> = {
    "an empty body": "",
    blanks: " \r\n\t",
    "a body that is cut": json.slice(0, -1),
    "half a body": json.slice(0, half),
    "something after it": `${json}x`,
    "two of them": json + json,
    "a comma too many": json.replace(/\}$/, ",}"),
    "a comment": `/* x */${json}`,
    "single quotes": json.replaceAll('"', "'"),
    "a byte order mark twice": `\ufeff\ufeff${json}`,
    "a form": "name=demo&command=true",
    "NUL before it": `\0${json}`,
    "UTF-16": Buffer.from(json, "utf16le"),
    "a byte that UTF-8 does not have": Buffer.concat([Buffer.from([0xff]), bytes(json)]),
    "an overlong NUL": Buffer.concat([bytes('{"'), Buffer.from([0xc0, 0x80]), bytes('":1}')]),
    "a surrogate in UTF-8": Buffer.concat([
      bytes('{"'),
      Buffer.from([0xed, 0xa0, 0x80]),
      bytes('":1}'),
    ]),
    "a character that is cut": Buffer.concat([bytes(json.slice(0, -1)), Buffer.from([0xe2, 0x82])]),
    gzip: gzipSync(json),
    "more than a mebibyte": `${json}${" ".repeat(1_048_577)}`,
    "arrays as deep as they can be": "[".repeat(500_000) + "]".repeat(500_000),
    "half of a surrogate pair, deep": `${"[".repeat(400_000)}"\\ud800"${"]".repeat(400_000)}`,
  };
  for (const [title, body] of Object.entries(texts))
    yield {
      title,
      sending: write(valid, { body }),
      statuses: [body.length > 1_048_576 ? 413 : 400],
    };
  const types = [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
  ];
  for (const type of [
    ...types,
    "",
    "application/jsonx",
    "json",
    "application/json, text/plain",
    "application/json; charset=utf-16",
  ])
    yield {
      title: `Content-Type: ${type}`,
      sending: write(valid, {
        headers: [
          ["X-API-Key", valid.apiKey],
          ["Content-Type", type],
        ],
      }),
      statuses: [400],
    };
  yield {
    title: "a body that says that it is compressed",
    sending: write(valid, {
      headers: [
        ["X-API-Key", valid.apiKey],
        ["Content-Type", "application/json"],
        ["Content-Encoding", "gzip"],
      ],
    }),
    statuses: [400],
  };
  const noType = { headers: [["X-API-Key", valid.apiKey]] as const };
  yield { title: "no Content-Type", sending: write(valid, noType), statuses: [400] };
  yield { title: "no body", sending: write(valid, { body: undefined }), statuses: [400] };
}

/** Bodies that differ from their framing headers. */
export function* wrongFraming(valid: ValidRequest): Generator<Refusal> {
  const body = JSON.stringify(valid.body ?? {});
  const chunked: Headers = [["Transfer-Encoding", "chunked"]];
  const type: Headers = [
    ["X-API-Key", valid.apiKey],
    ["Content-Type", "application/json"],
  ];
  const framings: Readonly<Record<string, Change>> = {
    "a length that is no number": { body, framing: [["Content-Length", "ten"]] },
    "a negative length": { body, framing: [["Content-Length", "-1"]] },
    "a length beyond all numbers": { body, framing: [["Content-Length", "9".repeat(40)]] },
    "two lengths": {
      body,
      framing: [
        ["Content-Length", "2"],
        ["Content-Length", "3"],
      ],
    },
    "a length and chunks": { body, framing: [["Content-Length", "2"], ...chunked] },
    "a header without a name": { headers: [...type, ["", "x"]] },
    "a header with a blank in its name": { headers: [...type, ["X API", "x"]] },
    "NUL in a header": { headers: [...type, ["X-Other", "a\0b"]] },
    "headers beyond all limits": { headers: [...type, ["X-Other", "x".repeat(70_000)]] },
  };
  const refused = [400, 431];
  for (const [title, change] of Object.entries(framings))
    yield { title, sending: write(valid, change), statuses: refused };
  for (const coding of ["none", "gzip", "gzip, chunked"])
    yield {
      title: `the transfer coding ${coding}`,
      sending: write(valid, { body: "0\r\n\r\n", framing: [["Transfer-Encoding", coding]] }),
      statuses: [501],
    };
  if (valid.body === undefined) return;
  const length = Buffer.byteLength(body);
  const unread: Readonly<Record<string, Change>> = {
    "chunks that are none": { body: "zz\r\n{}\r\n", framing: chunked },
    "a chunk with a size beyond all numbers": { body: `${"f".repeat(20)}\r\n{}`, framing: chunked },
    "a chunk that is longer than its size": { body: `1\r\n${body}\r\n0\r\n\r\n`, framing: chunked },
    "a length that is too short": { body, framing: [["Content-Length", String(length - 1)]] },
    "a length that is too long": {
      body,
      framing: [["Content-Length", String(length + 9)]],
      isCut: true,
    },
    "chunks without an end": { body: `2\r\n{}\r\n`, framing: chunked, isCut: true },
    "a body that does not come": { body: "", framing: [["Content-Length", "9"]], isCut: true },
    "a length that is beyond the limit": { body: "{", framing: [["Content-Length", "2000000"]] },
    "chunks beyond the limit": {
      body: `200000\r\n${" ".repeat(0x20_00_00)}\r\n0\r\n\r\n`,
      framing: chunked,
    },
  };
  for (const [title, change] of Object.entries(unread))
    yield {
      title,
      sending: write(valid, change),
      statuses: title.includes("beyond the limit") ? [413] : [400],
    };
}

/** Requests without a valid key. */
export function* wrongKeys(valid: ValidRequest): Generator<Refusal> {
  const { apiKey } = valid;
  const type = valid.body === undefined ? [] : [["Content-Type", "application/json"] as const];
  const good = ["X-API-Key", apiKey] as const;
  const keys: Readonly<Record<string, Headers>> = {
    "no key": [],
    "an empty key": [["X-API-Key", ""]],
    "an unknown key": [["X-API-Key", `${apiKey.slice(0, -1)}${apiKey.endsWith("0") ? "1" : "0"}`]],
    "a key that is cut": [["X-API-Key", apiKey.slice(0, -1)]],
    "a key in other letters": [["X-API-Key", apiKey.toUpperCase()]],
    "a key twice": [good, good],
    "a key as a bearer token": [["Authorization", `Bearer ${apiKey}`]],
    "a key beyond ASCII": [["X-API-Key", "ss_\xff\xfe"]],
    "a long key": [["X-API-Key", "k".repeat(50_000)]],
    "the hash of nothing": [["X-API-Key", "e3b0c44298fc1c149afbf4c8996fb924"]],
  };
  for (const [title, headers] of Object.entries(keys))
    yield { title, sending: write(valid, { headers: [...headers, ...type] }), statuses: [401] };
}

/** Invalid IDs. */
export function* wrongIds(valid: ValidRequest): Generator<Refusal> {
  const { id, operation } = valid;
  const target = (text: string): string => operation.path.replace("{sandbox_id}", text);
  const ids: readonly (readonly [id: string, ...statuses: number[]])[] = [
    ["demo", 400],
    [id.slice(1), 400],
    [`${id}0`, 400],
    [id.replaceAll("-", ""), 400],
    [`{${id}}`, 400],
    [`urn:uuid:${id}`, 400],
    [`${id}%0A`, 400],
    [`%20${id}`, 400],
    [`${id}%00`, 400],
    [id.replace(/^./, "%EF%BC%91"), 400],
    ["%FF", 400],
    ["%ED%A0%80", 400],
    ["%", 400],
    ["%zz", 400],
    ["__proto__", 400],
    ["x".repeat(10_000), 400],
    ["%2e%2e%2fhealth", 400],
    [`${id};x=y`, 400],
    [`${id}/x`, 404, 405],
    ["", 404, 405],
    ["00000000-0000-4000-8000-ffffffffffff", 404],
  ];
  for (const [text, ...statuses] of ids)
    yield {
      title: `the id ${text.slice(0, 50)}`,
      sending: write(valid, { target: target(text) }),
      statuses,
    };
  yield {
    title: "a URL beyond all limits",
    sending: write(valid, { target: target("x".repeat(70_000)) }),
    statuses: [431],
  };
  yield {
    title: "a backslash",
    sending: write(valid, { target: target(`${id}\\`) }),
    statuses: [400, 404, 405],
  };
}

/** Invalid filters, for a parameter whose names start with a prefix. */
export function* wrongFilters(valid: ValidRequest, prefix: string): Generator<Refusal> {
  const pair = (key: string, value = "x"): string => `${prefix}${key}=${value}`;
  const many = (count: number, value = "x"): string =>
    Array.from({ length: count }, (_, n) => pair(`k${n}`, value)).join("&");
  const queries: readonly string[] = [
    pair(""),
    prefix,
    `${pair("a")}&${pair("a")}`,
    `${pair("a")}&${pair("%61", "y")}`,
    pair("a".repeat(257)),
    pair("%C3%A9".repeat(129)),
    pair("a", "x".repeat(2049)),
    pair("a", "%C3%A9".repeat(1025)),
    many(65),
    many(64, "x".repeat(300)),
    pair("superserve.x"),
    pair("_SUPERSERVE"),
    pair("%FF"),
    pair("a", "%FF"),
    pair("a", "%"),
    pair("a", "%zz"),
    pair("%ED%A0%80"),
    pair("a", "%C0%80"),
  ];
  for (const query of queries)
    yield {
      title: `?${query.slice(0, 60)}`,
      sending: write(valid, { target: `${valid.operation.path}?${query}` }),
      statuses: [400],
    };
}

/** Methods that a path does not support. */
export function* wrongMethods(valid: ValidRequest, known: readonly string[]): Generator<Refusal> {
  const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "QUERY"];
  for (const method of methods.filter((name) => !known.includes(name)))
    yield { title: method, sending: write(valid, { method }), statuses: [405] };
  for (const method of ["get", "NONE", "G ET", ""])
    yield { title: `"${method}"`, sending: write(valid, { method }), statuses: [400] };
  yield {
    title: "CONNECT",
    sending: write(valid, { method: "CONNECT", target: "localhost:80", body: undefined }),
    statuses: [400, 405],
  };
}
