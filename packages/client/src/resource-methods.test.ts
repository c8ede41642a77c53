import type { OperationRequest } from "@sandboxes/schema/operations";
import { describe, expect, test } from "vitest";
import { systemClock } from "./clock.ts";
import { operation } from "./fixtures/operation.ts";
import { createGuard } from "./guard.ts";
import { createResourceMethods } from "./resource-methods.ts";
import type { Call, Outcome } from "./send.ts";

const query = [["limit"]] as const;
const item = { path: "/things/{thing_id}/parts/{part_id}" };
const json = { consumes: "application/json" };

/** Makes the one method of a table and gives what it asks to be sent. */
async function callOf(row: Partial<OperationRequest>, ...args: unknown[]): Promise<Call> {
  let sent: Call | undefined;
  const send = async (_: OperationRequest, call: Call): Promise<Outcome> => {
    sent = call;
    return {
      data: "data",
      response: new Response(),
      attempts: [],
      guard: createGuard(undefined, systemClock),
    };
  };
  const methods = createResourceMethods([operation(row)], send) as Record<
    string,
    Record<string, (...args: unknown[]) => Promise<unknown>>
  >;
  expect(await methods["things"]?.["list"]?.(...args)).toBe("data");
  return sent as Call;
}

const { signal } = new AbortController();
const headers = { "X-Trace": "1" };
const nothing = { path: [] };

test.each<[string, Partial<OperationRequest>, unknown[], Partial<Call>]>([
  ["nothing", {}, [], {}],
  ["options", {}, [{ signal, headers }], { signal, headers }],
  ["query", { query }, [{ limit: 5 }], { query: { limit: 5 } }],
  ["query and options", { query }, [{ limit: 5 }, { signal }], { query: { limit: 5 }, signal }],
  ["no query, but options", { query }, [undefined, { signal }], { signal }],
  ["path", item, ["a", "b"], { path: ["a", "b"] }],
  ["path and options", item, ["a", "b", { signal }], { path: ["a", "b"], signal }],
  [
    "path and query",
    { ...item, query },
    ["a", "b", { limit: 5 }, { headers }],
    { path: ["a", "b"], query: { limit: 5 }, headers },
  ],
  ["body", json, [{ name: "demo" }], { body: { name: "demo" } }],
  [
    "body, and a query in the options",
    { ...json, query },
    [{ name: "demo" }, { query: { limit: 5 }, signal }],
    { body: { name: "demo" }, query: { limit: 5 }, signal },
  ],
  [
    "path and body",
    { ...item, ...json },
    ["a", "b", { name: "demo" }, { signal }],
    { path: ["a", "b"], body: { name: "demo" }, signal },
  ],
  [
    "all options",
    { query },
    [{ limit: 5 }, { timeout: 1, deadline: 2, maxRetries: 3 }],
    { query: { limit: 5 }, timeout: 1, deadline: 2, maxRetries: 3 },
  ],
])("tells its arguments apart: %s", async (_, row, args, wanted) => {
  expect(await callOf(row, ...args)).toEqual({ ...nothing, ...wanted });
});

describe("puts each operation", () => {
  test("under its resource and its name", () => {
    const table = [
      operation({ resource: "things", name: "list" }),
      operation({ resource: "things", name: "create" }),
      operation({ resource: "health", name: "get" }),
    ];
    const methods = createResourceMethods(table, () => Promise.reject(new Error("not called")));
    expect(methods).toEqual({
      things: { list: expect.any(Function), create: expect.any(Function) },
      health: { get: expect.any(Function) },
    });
    expect(methods).toHaveProperty("things.create.name", "create");
  });
});
