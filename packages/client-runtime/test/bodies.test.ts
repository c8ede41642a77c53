import {
  type FetchInit,
  createApiClient,
  anyErrors,
  binary,
  byStatus,
  deepObject,
  eitherBody,
  formJoined,
  json,
  jsonBody,
  jsonLines,
  multipart,
  rawBody,
  toApiFile,
  toStream,
  urlEncoded,
} from "@sandboxes/client-runtime";
import type { BodyFormat, Operation } from "@sandboxes/client-runtime";
import { describe, expect, test } from "vitest";

const base: Operation = {
  id: "upload",
  method: "POST",
  path: "/files",
  name: "files.upload",
  response: json,
};

type Method = (...input: unknown[]) => Promise<unknown> & AsyncIterable<unknown>;

/** Calls an operation, and returns what reaches `fetch`. */
async function sent(
  body: BodyFormat,
  value: unknown,
  options: object = {},
  headers: Record<string, string> = {},
): Promise<{ init: FetchInit; request: Request }> {
  let init: FetchInit | undefined;
  let request: Request | undefined;
  const { methods } = createApiClient(
    { operations: [{ ...base, body }], errors: anyErrors },
    {
      baseUrl: "https://api.example",
      headers,
      fetch(url, given) {
        init = given;
        // The platform reads it as a server would.
        request = new Request(url, { ...given, method: "POST" });
        return Response.json("done");
      },
    },
  );
  const { files } = methods as { files: { upload: Method } };
  await files.upload(value, options);
  return { init: init!, request: request! };
}

const bytes = new Uint8Array([0, 255, 13, 10]);
const stream = (): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.enqueue(new TextEncoder().encode("end"));
      controller.close();
    },
  });

describe("multipart/form-data, read by the parser of the platform", () => {
  test.each<[string, unknown, unknown]>([
    ["text", "é\r\n--x", { text: "é\r\n--x" }],
    ["a number", 1.5, { text: "1.5" }],
    ["a date", new Date(0), { text: "1970-01-01T00:00:00.000Z" }],
    ["an object", { a: [1] }, { type: "application/json", text: '{"a":[1]}' }],
    [
      "a Blob",
      new Blob(["x"], { type: "image/png" }),
      { type: "image/png", text: "x", name: "blob" },
    ],
    [
      "a Blob without a type",
      new Blob(["x"]),
      { type: "application/octet-stream", text: "x", name: "blob" },
    ],
    [
      "a File",
      new File(["x"], 'a"b\n.txt', { type: "text/plain" }),
      { type: "text/plain", text: "x", name: 'a"b\n.txt' },
    ],
    [
      "bytes",
      bytes.buffer,
      { type: "application/octet-stream", text: "\0\uFFFD\r\n", name: "blob" },
    ],
    [
      "a stream",
      "stream",
      { type: "application/octet-stream", text: "\0\uFFFD\r\nend", name: "blob" },
    ],
  ])("%s", async (_, value, wanted) => {
    const { request } = await sent(multipart(), { part: value === "stream" ? stream() : value });
    const text = new TextDecoder().decode(await request.clone().arrayBuffer());
    const part = (await request.formData()).get("part");
    const type = /Content-Type: (.*)\r\n/.exec(text)?.[1];
    const found =
      part instanceof File
        ? { type, text: await part.text(), name: part.name }
        : { type, text: part, name: undefined };
    expect(found).toEqual(wanted);
  });

  test("an array is one part for each item, and undefined is left out", async () => {
    const { request } = await sent(multipart(), { tags: ["a", "b"], none: undefined });
    const form = await request.formData();
    expect([form.getAll("tags"), form.has("none")]).toEqual([["a", "b"], false]);
  });

  test.each([
    ["image/png", "image/png"],
    ["image/png, image/jpeg", "image/webp"],
    ["image/*", "image/webp"],
  ])("a part that declares %s has the type %s", async (declared, wanted) => {
    const photo = new Blob(["x"], { type: "image/webp" });
    const { request } = await sent(multipart({ photo: declared }), { photo });
    expect(((await request.formData()).get("photo") as File).type).toBe(wanted);
  });

  test("a FormData keeps its boundary, whatever Content-Type the client has by default", async () => {
    const form = new FormData();
    form.set("a", "1");
    const headers = { "Content-Type": "application/json" };
    const { init, request } = await sent(multipart(), form, {}, headers);
    expect(init.headers).toEqual({});
    expect(request.headers.get("content-type")).toMatch(/^multipart\/form-data; boundary=/);
    expect((await request.formData()).get("a")).toBe("1");
  });

  test("a body with a stream is sent once", async () => {
    const statuses: number[] = [];
    const { methods } = createApiClient(
      { operations: [{ ...base, idempotent: true, body: multipart() }], errors: anyErrors },
      {
        baseUrl: "https://api.example",
        retryDelay: 0,
        fetch: () => (statuses.push(503), new Response(null, { status: 503 })),
      },
    );
    const { files } = methods as { files: { upload: Method } };
    await expect(files.upload({ part: stream() })).rejects.toMatchObject({ status: 503 });
    expect(statuses).toHaveLength(1);
    await expect(files.upload({ part: "text" })).rejects.toMatchObject({ status: 503 });
    expect(statuses).toHaveLength(5);
  });

  test.each([["a text"], [["a"]], [null]])("refuses %j", async (value) => {
    await expect(sent(multipart(), value)).rejects.toThrow("must be an object or a FormData");
  });
});

describe("a form, read by URLSearchParams", () => {
  test.each<[object, [string, string][]]>([
    [
      { a: "b c", d: 1 },
      [
        ["a", "b c"],
        ["d", "1"],
      ],
    ],
    [{ "a&b": "c=d+é%" }, [["a&b", "c=d+é%"]]],
    [
      { list: ["x", "y"], none: undefined },
      [
        ["list", "x"],
        ["list", "y"],
      ],
    ],
    [{ object: { a: [1] } }, [["object", '{"a":[1]}']]],
    [
      new URLSearchParams("q=1&q=2"),
      [
        ["q", "1"],
        ["q", "2"],
      ],
    ],
    [{}, []],
  ])("%j", async (value, wanted) => {
    const { request } = await sent(urlEncoded(), value);
    expect(request.headers.get("content-type")).toBe("application/x-www-form-urlencoded");
    expect([...new URLSearchParams(await request.text())]).toEqual(wanted);
  });

  test("writes a field in the style that the document declares", async () => {
    const format = urlEncoded({ ids: formJoined, filter: deepObject });
    const { request } = await sent(format, { ids: [1, 2], filter: { a: "b" }, tags: ["x", "y"] });
    expect(await request.text()).toBe("ids=1,2&filter%5Ba%5D=b&tags=x&tags=y");
  });

  test("refuses what it cannot write", async () => {
    await expect(sent(urlEncoded(), "a=b")).rejects.toThrow("The body (a form) must be an object.");
    await expect(sent(urlEncoded(), { a: Number.NaN })).rejects.toThrow(
      "The form field `a` must be",
    );
  });
});

describe("a body that is sent as it is", () => {
  test.each<[string, string, unknown, object, string]>([
    ["text", "text/plain", "é", {}, "text/plain"],
    [
      "text with a charset",
      "text/plain",
      "é",
      { contentType: "text/plain; charset=utf-8" },
      "text/plain; charset=utf-8",
    ],
    ["bytes", "application/octet-stream", bytes, {}, "application/octet-stream"],
    ["a Blob of a range", "image/*", new Blob(["x"], { type: "image/webp" }), {}, "image/webp"],
    ["bytes of a range", "image/*", bytes, { contentType: "image/png" }, "image/png"],
    ["bytes of any type", "*/*", bytes, {}, "application/octet-stream"],
    ["a stream", "video/mp4", stream(), {}, "video/mp4"],
  ])("%s", async (_, declared, value, options, wanted) => {
    const { init } = await sent(rawBody(declared), value, options);
    expect(init.headers["content-type"]).toBe(wanted);
    expect(init.body).toBe(value);
  });

  test.each([
    [
      "a type outside of the range",
      "image/*",
      bytes,
      { contentType: "text/plain" },
      "upload accepts image/*.",
    ],
    ["an object", "text/plain", {}, {}, "must be text, a Blob, bytes or a ReadableStream"],
  ])("refuses %s", async (_, declared, value, options, message) => {
    await expect(sent(rawBody(declared), value, options)).rejects.toThrow(message);
  });
});

test.each([
  [undefined, { a: 1 }, "application/json"],
  ["image/png", bytes, "image/png"],
  ["text/plain", "x", "text/plain"],
])("of several formats, content type %s sends %s", async (contentType, value, wanted) => {
  const formats = eitherBody(jsonBody, rawBody("image/*"), rawBody("text/plain"));
  const { init } = await sent(formats, value, contentType === undefined ? {} : { contentType });
  expect(init.headers["content-type"]).toBe(wanted);
  await expect(sent(formats, value, { contentType: "audio/mp3" })).rejects.toThrow(
    "upload accepts application/json, image/*, text/plain.",
  );
});

/** Reads a response by a method of the client. */
function read(
  row: Partial<Operation>,
  body: BodyInit,
  type: string,
  status = 200,
): ReturnType<Method> {
  const { methods } = createApiClient(
    { operations: [{ ...base, ...row }], errors: anyErrors },
    {
      baseUrl: "https://api.example",
      fetch: () => new Response(body, { status, headers: { "content-type": type } }),
    },
  );
  return (methods as { files: { upload: Method } }).files.upload();
}

async function itemsOf(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe("responses", () => {
  const file = { response: binary("image/*"), result: toApiFile };
  test("a file is a Blob, or bytes as they arrive", async () => {
    const blob = (await read(file, bytes, "image/png")) as Blob;
    expect([blob.type, new Uint8Array(await blob.arrayBuffer())]).toEqual(["image/png", bytes]);
    const pieces = (await itemsOf(read(file, bytes, "image/png"))) as Uint8Array[];
    expect(pieces.flatMap((piece) => [...piece])).toEqual([...bytes]);
    await expect(read(file, bytes, "text/html")).rejects.toThrow("its content type is text/html");
  });

  const lines = { response: jsonLines("application/x-ndjson"), result: toStream };
  test.each([
    ['{"a":1}\n{"b":2}\n', [{ a: 1 }, { b: 2 }]],
    ['{"a":1}\r\n\r\n2', [{ a: 1 }, 2]],
    ['\u001E{"a":1}\n\u001E"x"\n', [{ a: 1 }, "x"]],
    ["", []],
  ])("JSON lines: %j", async (body, wanted) => {
    expect(await itemsOf(read(lines, body, "application/x-ndjson"))).toEqual(wanted);
  });

  test("several statuses and types", async () => {
    const response = byStatus({ 200: [json, binary("image/*")], "2XX": [binary("*/*")] });
    expect(await read({ response }, "[1]", "application/json")).toEqual([1]);
    expect(((await read({ response }, "x", "image/png")) as Blob).type).toBe("image/png");
    expect(await read({ response }, "x", "text/x", 201)).toBeInstanceOf(Blob);
  });
});
