import { expect, test } from "vitest";
import { operation } from "../fixtures/operation.ts";
import { createRawClient } from "./raw-client.ts";
import type { Outcome } from "../attempts/send.ts";
import type { Call } from "../call.ts";
import type { Operation } from "../operation.ts";
import { events } from "../response/read-events.ts";

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

async function* batches(): AsyncGenerator<number[], void> {
  yield* [[1], [2, 3]];
}

test("gives events one by one", async () => {
  const streamed = operation({ method: "POST", responses: { 200: [events()] } });
  const raw = createRawClient([streamed], async () => ({
    data: batches(),
    response,
    attempts: [],
    secrets: [],
  })) as { POST: (path: string) => Promise<{ data: AsyncIterable<unknown> }> };
  const given: unknown[] = [];
  for await (const event of (await raw.POST("/things")).data) given.push(event);
  expect(given).toEqual([1, 2, 3]);
});
