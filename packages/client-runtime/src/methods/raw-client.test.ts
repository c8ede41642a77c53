import { expect, test } from "vitest";
import { operation } from "./fixtures/operation.ts";
import { createRawClient } from "./raw-client.ts";
import type { Call, Outcome } from "./send.ts";
import type { OperationRequest } from "@sandboxes/schema/operations";

const table = {
  former: operation({ id: "former" }),
  list: operation(),
  create: operation({ method: "POST" }),
  get: operation({ path: "/things/{thing_id}" }),
};

const response = new Response();
const answer: Outcome = { data: [], response, attempts: [] };
const sent: [OperationRequest, Call][] = [];
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
  expect(sent.pop()).toEqual([table[id as "list"], { ...call, isOfWire: true }]);
});

test("refuses a path that the method does not have", async () => {
  await expect(request["POST"]?.("/things/{thing_id}")).rejects.toThrow(
    new TypeError("No operation is POST /things/{thing_id}."),
  );
  expect(sent).toEqual([]);
});

test("gives events one by one", async () => {
  const events = operation({ method: "POST", produces: "text/event-stream" });
  const raw = createRawClient([events], async () => ({
    data: [[1], [2, 3]],
    response,
    attempts: [],
  })) as { POST: (path: string) => Promise<{ data: AsyncIterable<unknown> }> };
  const given: unknown[] = [];
  for await (const event of (await raw.POST("/things")).data) given.push(event);
  expect(given).toEqual([1, 2, 3]);
});
