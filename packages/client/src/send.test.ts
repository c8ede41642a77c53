import { type Operation, operations } from "@sandboxes/schema/operations";
import { describe, expect, test } from "vitest";
import { readOptions } from "./client-options.ts";
import { type Call, createSend } from "./send.ts";

const operation: Operation = {
  ...operations.listSandboxes,
  method: "PATCH",
  path: "/things/{thing_id}",
  parameters: [{ name: "dry", in: "query", required: false, style: "form", explode: true }],
  consumes: "application/merge-patch+json",
};

/** Sends a call of an invented operation, and gives the request and the data of the answer. */
async function exchange(
  row: Partial<Operation>,
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
  )({ ...operation, ...row }, call);
  return { request: request as Request, data };
}

describe("sends", () => {
  test("path, query, body, header parameters and the media type of the operation", async () => {
    const call = {
      path: { thing_id: "a/b" },
      query: { dry: true },
      body: { name: "é" },
      header: { "X-Trace": 1, "X-None": undefined },
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
    await expect(exchange({}, {})).rejects.toThrow("The path parameter `thing_id` is missing.");
  });
});

describe("reads", () => {
  const call = { path: { thing_id: "a" } };
  test.each<[string, Partial<Operation>, Response, unknown]>([
    [
      "nothing of 204",
      { produces: null, success: [204] },
      new Response(null, { status: 204 }),
      undefined,
    ],
    [
      "nothing of a body that the operation does not have",
      { produces: null, success: [200] },
      Response.json("unasked"),
      undefined,
    ],
    [
      "nothing of 204 where another success has a body",
      { success: [200, 204] },
      new Response(null, { status: 204 }),
      undefined,
    ],
    ["a text", { produces: "text/plain" }, new Response("text"), "text"],
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

  test("and lets go of a body that it does not read", async () => {
    let cancelled = false;
    const body = new ReadableStream({ cancel: () => void (cancelled = true) });
    await exchange({ produces: null }, call, new Response(body));
    expect(cancelled).toBe(true);
  });
});
