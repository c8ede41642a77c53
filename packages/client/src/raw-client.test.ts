import { expect, test } from "vitest";
import { systemClock } from "./clock.ts";
import { operation } from "./fixtures/operation.ts";
import { createGuard } from "./guard.ts";
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
const { signal } = new AbortController();
const guard = createGuard(signal, systemClock);
const answer: Outcome = { data: [], response, attempts: [], guard };
const sent: [OperationRequest, Call][] = [];
const request = createRawClient(Object.values(table), async (...call) => {
  sent.push(call);
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
  expect(await request[method]?.(path, init)).toEqual({ data: [], response });
  expect(sent.pop()).toEqual([table[id as "list"], { ...call, isOfWire: true }]);
});

test("refuses a path that the method does not have", async () => {
  await expect(request["POST"]?.("/things/{thing_id}")).rejects.toThrow(
    new TypeError("The API has no operation POST /things/{thing_id}."),
  );
  expect(sent).toEqual([]);
});
