import type { OperationRequest } from "@sandboxes/schema/operations";
import { describe, expect, test } from "vitest";
import { readOptions } from "./client-options.ts";
import { operation } from "./fixtures/operation.ts";
import { type Call, createSend } from "./send.ts";

const patch = {
  method: "PATCH",
  path: "/things/{thing_id}",
  query: [["dry"]],
  consumes: "application/merge-patch+json",
  keyHeaders: ["x-api-key"],
} as const;

/** Sends a call of an invented operation, and gives the request and the data of the answer. */
async function exchange(
  more: Partial<OperationRequest>,
  call: Call,
  answer = Response.json("done"),
): Promise<{ request: Request; data: unknown }> {
  let request: Request | undefined;
  const fetch = (sent: Request): Response => {
    request = sent;
    return answer;
  };
  const { data } = await createSend(
    readOptions({ apiKey: "sk", baseUrl: "http://localhost/v1", fetch }),
  )(operation({ ...patch, ...more }), call);
  return { request: request as Request, data };
}

describe("sends", () => {
  test("path, query, body, headers and the media type of the operation", async () => {
    const call = {
      path: { thing_id: "a/b" },
      query: { dry: true },
      body: { name: "é" },
      headers: { "X-Trace": "1" },
    };
    const { request, data } = await exchange({}, call);
    expect(`${request.method} ${request.url}`).toBe(
      "PATCH http://localhost/v1/things/a%2Fb?dry=true",
    );
    expect(await request.json()).toEqual({ name: "é" });
    expect(Object.fromEntries(request.headers)).toEqual({
      "content-type": "application/merge-patch+json",
      "x-api-key": "sk",
      "x-trace": "1",
    });
    expect(data).toBe("done");
  });

  test("no media type without a body", async () => {
    const { request } = await exchange({}, { path: { thing_id: "a" } });
    expect(request.body).toBeNull();
    expect(request.headers.has("Content-Type")).toBe(false);
  });

  test.each(["", ".", "..", undefined])("nothing when a path parameter is %j", async (thing_id) => {
    await expect(exchange({}, { path: { thing_id } })).rejects.toThrow(
      "The path parameter `thing_id`",
    );
    await expect(exchange({}, {})).rejects.toThrow(
      "The path parameter `thing_id` must be valid text",
    );
  });
});

describe("reads", () => {
  const call = { path: { thing_id: "a" } };
  test.each<[string, Partial<OperationRequest>, Response, unknown]>([
    ["nothing of 204", { produces: null }, new Response(null, { status: 204 }), undefined],
    [
      "nothing of a body that the operation does not have",
      { produces: null },
      Response.json("unasked"),
      undefined,
    ],
    ["JSON of a kind", { produces: "application/problem+json" }, Response.json({ a: 1 }), { a: 1 }],
    [
      "another success than the one promised",
      {},
      Response.json("accepted", { status: 202 }),
      "accepted",
    ],
  ])("%s", async (_, row, answer, wanted) => {
    expect((await exchange(row, call, answer)).data).toEqual(wanted);
  });
});

test("a stream that takes too long says that it was its deadline, whatever its timeout", async () => {
  let late: (() => void) | undefined;
  const clock = { now: () => 0, setTimeout: (run: () => void) => (late = run), clearTimeout() {} };
  const headers = { "Content-Type": "text/event-stream" };
  const fetch = (): Response => new Response(new ReadableStream(), { headers });
  const send = createSend(readOptions({ fetch, clock, timeout: 10, deadline: 1000 }));
  const { data } = await send(operation({ produces: "text/event-stream" }), {});
  const next = (data as AsyncGenerator).next();
  late?.();
  await expect(next).rejects.toThrow("GET /things took longer than its deadline.");
});
