import { expect, test } from "vitest";
import { createApiClient } from "../../create-api-client.ts";
import { operation } from "../../fixtures/operation.ts";
import { createRawClient } from "./raw-client.ts";
import type { Outcome } from "../../attempts/send.ts";
import type { Call } from "../../call.ts";
import type { Operation } from "../../operation.ts";
import { anyErrors } from "../../response/error-fields.ts";
import { events } from "../../response/streams/read-events.ts";

const table = {
  former: operation({ id: "former" }),
  list: operation(),
  create: operation({ method: "POST" }),
  get: operation({ path: "/things/{thing_id}" }),
};

const response = new Response();
const answer: Outcome = { data: [], response, attempts: [], secrets: [] };
const sent: [Operation, Call][] = [];
const request = createRawClient(Object.values(table), async (row, call) => {
  sent.push([row, call]);
  return answer;
}) as Record<string, (path: string, init?: object) => Promise<unknown>>;

test("has a function for each HTTP method of the table, and no other", () => {
  expect(Object.keys(request)).toEqual(["GET", "POST"]);
});

test.each([
  ["GET", "/things", "list", undefined, {}],
  [
    "POST",
    "/things",
    "create",
    { body: { a: 1 }, headers: { b: "2" } },
    { body: { a: 1 }, headers: { b: "2" } },
  ],
  [
    "GET",
    "/things/{thing_id}",
    "get",
    { params: { path: { thing_id: "c" }, query: { d: 4 } } },
    { path: { thing_id: "c" }, query: { d: 4 } },
  ],
])("%s %s calls %s", async (method, path, id, init, call) => {
  expect(await request[method]?.(path, init)).toEqual({ data: [], response, attempts: [] });
  expect(sent.pop()).toEqual([table[id as "list"], { ...call, isWireName: true }]);
});

test("refuses a path that the method does not have", async () => {
  await expect(request["POST"]?.("/things/{thing_id}")).rejects.toThrow(
    new TypeError("No operation is POST /things/{thing_id}."),
  );
  expect(sent).toEqual([]);
});

test("returns events one by one", async () => {
  const { request: raw } = createApiClient(
    { operations: [operation({ response: events() })], errors: anyErrors },
    {
      baseUrl: "https://api.example",
      fetch: () =>
        new Response("data: 1\n\ndata: 2\n\n", {
          headers: { "content-type": "text/event-stream" },
        }),
    },
  );
  const { GET } = raw as { GET(path: string): Promise<{ data: AsyncIterable<unknown> }> };
  const received: unknown[] = [];
  for await (const event of (await GET("/things")).data) received.push(event);
  expect(received).toEqual([1, 2]);
});
