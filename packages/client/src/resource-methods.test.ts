import type { Operation, OperationParameter } from "@sandboxes/schema/operations";
import { describe, expect, test } from "vitest";
import { createResourceMethods } from "./resource-methods.ts";
import type { Call, Outcome } from "./send.ts";

function operation(row: Partial<Operation>): Operation {
  return {
    id: "invented",
    method: "GET",
    path: "/things",
    resource: "things",
    name: "list",
    idempotent: true,
    security: [],
    parameters: [],
    consumes: null,
    produces: "application/json",
    success: [200],
    errors: [],
    ...row,
  };
}

function query(name: string, more: Partial<OperationParameter> = {}): OperationParameter {
  return { name, in: "query", required: false, style: "form", explode: true, ...more };
}

const limit = query("limit");
const metadata = query("metadata", { prefix: "metadata." });
const item = { path: "/things/{thing_id}/parts/{part_id}" };
const json = { consumes: "application/json" };

/** Makes the one method of a table and gives what it asks to be sent. */
async function callOf(row: Partial<Operation>, ...args: unknown[]): Promise<Call> {
  let sent: Call | undefined;
  const send = async (_: Operation, call: Call): Promise<Outcome> => {
    sent = call;
    return { data: "data", response: new Response(), attempts: [] };
  };
  const methods = createResourceMethods({ invented: operation(row) }, send) as Record<
    string,
    Record<string, (...args: unknown[]) => Promise<unknown>>
  >;
  expect(await methods["things"]?.["list"]?.(...args)).toBe("data");
  return sent as Call;
}

const { signal } = new AbortController();
const headers = { "X-Trace": "1" };
const nothing = { path: {}, query: {}, body: undefined, headers: undefined, signal: undefined };

test.each<[string, Partial<Operation>, unknown[], Partial<Call>]>([
  ["nothing", {}, [], {}],
  ["options", {}, [{ signal, headers }], { signal, headers }],
  ["query", { parameters: [limit] }, [{ limit: 5 }], { query: { limit: 5 } }],
  [
    "query and options",
    { parameters: [limit] },
    [{ limit: 5 }, { signal }],
    { query: { limit: 5 }, signal },
  ],
  ["no query, but options", { parameters: [limit] }, [undefined, { signal }], { signal }],
  ["path", item, ["a", "b"], { path: { thing_id: "a", part_id: "b" } }],
  [
    "path and options",
    item,
    ["a", "b", { signal }],
    { path: { thing_id: "a", part_id: "b" }, signal },
  ],
  [
    "path and query",
    { ...item, parameters: [limit] },
    ["a", "b", { limit: 5 }, { headers }],
    { path: { thing_id: "a", part_id: "b" }, query: { limit: 5 }, headers },
  ],
  ["body", json, [{ name: "demo" }], { body: { name: "demo" } }],
  [
    "body, and a query in the options",
    { ...json, parameters: [limit] },
    [{ name: "demo" }, { query: { limit: 5 }, signal }],
    { body: { name: "demo" }, query: { limit: 5 }, signal },
  ],
  [
    "path and body",
    { ...item, ...json },
    ["a", "b", { name: "demo" }, { signal }],
    { path: { thing_id: "a", part_id: "b" }, body: { name: "demo" }, signal },
  ],
  [
    "a header parameter is no query",
    { parameters: [query("X-Trace", { in: "header" })] },
    [{ signal }],
    { signal },
  ],
  [
    "prefixed names",
    { parameters: [limit, metadata] },
    [{ limit: 5, metadata: { env: "prod", "": "x" } }],
    { query: { limit: 5, metadata: { "metadata.env": "prod", "metadata.": "x" } } },
  ],
  [
    "prefixed names in the options",
    { ...json, parameters: [metadata] },
    [{}, { query: { metadata: { env: "prod" } } }],
    { body: {}, query: { metadata: { "metadata.env": "prod" } } },
  ],
  [
    "a parameter with a prefix that is not given",
    { parameters: [metadata] },
    [{ metadata: undefined }],
    { query: { metadata: undefined } },
  ],
])("tells its arguments apart: %s", async (_, row, args, wanted) => {
  expect(await callOf(row, ...args)).toEqual({ ...nothing, ...wanted });
});

describe("puts each operation", () => {
  test("under its resource and its name", () => {
    const table = {
      a: operation({ resource: "things", name: "list" }),
      b: operation({ resource: "things", name: "create" }),
      c: operation({ resource: "health", name: "get" }),
    };
    const methods = createResourceMethods(table, () => Promise.reject(new Error("not called")));
    expect(methods).toEqual({
      things: { list: expect.any(Function), create: expect.any(Function) },
      health: { get: expect.any(Function) },
    });
    expect(methods).toHaveProperty("things.create.name", "create");
  });

  test("and does not change what the caller gave", async () => {
    const given = { metadata: { env: "prod" } };
    await callOf({ parameters: [metadata] }, given);
    expect(given).toEqual({ metadata: { env: "prod" } });
  });
});

describe("gives what can be iterated", () => {
  type Method = (...args: unknown[]) => AsyncIterable<unknown> & PromiseLike<unknown>;
  const sent: (boolean | undefined)[] = [];
  const methodOf = (row: Partial<Operation>): Method => {
    const methods = createResourceMethods({ row: operation(row) }, async (_, __, stream) => {
      sent.push(stream);
      return { data: stream ? [[1], [2, 3]] : [1, 2, 3], response: new Response(), attempts: [] };
    });
    return methods["things"]?.["list"] as Method;
  };

  test.each<[string, Partial<Operation>, unknown]>([
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
  const table = {
    create: operation({ method: "POST", name: "create", resource, success: [201] }),
    remove: operation({ ...item, path: "/things/{id}", method: "DELETE", name: "delete" }),
  };
  const methods = createResourceMethods(table, async ({ name }, { path }) => {
    calls.push([name, path]);
    return { data: { id: "a" }, response: new Response(), attempts: [] };
  });
  const created = (await methods[resource]?.["create"]?.()) as Partial<AsyncDisposable>;
  await created[Symbol.asyncDispose]?.();
  expect(calls.slice(1)).toEqual(wanted ? [["delete", { id: "a" }]] : []);
});
