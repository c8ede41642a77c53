import type { OperationRequest } from "@sandboxes/schema/operations";
import { describe, expect, test } from "vitest";
import { operation } from "./fixtures/operation.ts";
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
    return { data: "data", response: new Response(), attempts: [] };
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

describe("gives what can be iterated", () => {
  type Method = (...args: unknown[]) => AsyncIterable<unknown> & PromiseLike<unknown>;
  const sent: (boolean | undefined)[] = [];
  const methodOf = (row: Partial<OperationRequest>): Method => {
    const methods = createResourceMethods([operation(row)], async (_, __, stream) => {
      sent.push(stream);
      return { data: stream ? [[1], [2, 3]] : [1, 2, 3], response: new Response(), attempts: [] };
    });
    return methods["things"]?.["list"] as Method;
  };

  test.each<[string, Partial<OperationRequest>, unknown]>([
    ["of an array", { array: true }, [true]],
    ["of events", { produces: "text/event-stream" }, [true]],
  ])("%s", async (_, row, wanted) => {
    sent.length = 0;
    const items: unknown[] = [];
    for await (const each of methodOf(row)()) items.push(each);
    expect(items).toEqual([1, 2, 3]);
    expect(sent).toEqual(wanted);
  });

  test("or awaited, of an array", async () => {
    sent.length = 0;
    expect(await methodOf({ array: true })()).toEqual([1, 2, 3]);
    expect(sent).toEqual([undefined]);
  });
});

test.each([
  ["deletes itself where it can be deleted", "things", true],
  ["does not where nothing deletes it", "others", false],
])("what was created %s", async (_, resource, wanted) => {
  const calls: [string, unknown][] = [];
  const table = [
    operation({ method: "POST", name: "create", resource }),
    operation({ path: "/things/{id}", method: "DELETE", name: "delete" }),
  ];
  const methods = createResourceMethods(table, async ({ name }, { path }) => {
    calls.push([name, path]);
    return { data: { id: "a" }, response: new Response(null, { status: 201 }), attempts: [] };
  });
  const created = (await methods[resource]?.["create"]?.()) as Partial<AsyncDisposable>;
  await created[Symbol.asyncDispose]?.();
  expect(calls.slice(1)).toEqual(wanted ? [["delete", ["a"]]] : []);
});
