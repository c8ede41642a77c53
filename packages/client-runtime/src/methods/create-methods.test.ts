import { expect, test } from "vitest";
import type { Call } from "../call.ts";
import { operation } from "../fixtures/operation.ts";
import type { Operation, Parameter } from "../operation.ts";
import { json as jsonBody } from "../request/bodies/json.ts";
import { form } from "../request/styles/form.ts";
import { segment } from "../request/styles/path.ts";
import { createMethods } from "./create-methods.ts";

const query: Partial<Operation> = { parameters: [{ name: "limit", in: "query", write: form }] };
const ids: readonly Parameter[] = ["thing_id", "part_id"].map((name) => ({
  name,
  in: "path",
  write: segment,
}));
const item: Partial<Operation> = {
  path: "/things/{thing_id}/parts/{part_id}",
  parameters: ids,
};
const both: Partial<Operation> = { ...item, parameters: [...ids, ...query.parameters!] };
const json: Partial<Operation> = { body: jsonBody };

type Method = (...args: unknown[]) => Promise<unknown>;
type Methods = Record<string, Record<string, Method>>;

/** Creates the one method of a table and returns the call that it sends. */
async function callOf(row: Partial<Operation>, ...args: unknown[]): Promise<Call> {
  let sent: Call | undefined;
  const methods = createMethods([operation(row)], async (_, call) => {
    sent = call;
    return { data: "data", response: new Response() };
  }) as Methods;
  expect(await methods["things"]?.["list"]?.(...args)).toBe("data");
  return sent as Call;
}

const { signal } = new AbortController();
const headers = { "X-Trace": "1" };
const nothing = { path: {} };
const path = { thing_id: "a", part_id: "b" };

test.each<[string, Partial<Operation>, unknown[], Partial<Call>]>([
  ["nothing", {}, [], {}],
  ["options", {}, [{ signal, headers }], { signal, headers }],
  ["query", query, [{ limit: 5 }], { query: { limit: 5 } }],
  ["query and options", query, [{ limit: 5 }, { signal }], { query: { limit: 5 }, signal }],
  ["no query, but options", query, [undefined, { signal }], { signal }],
  ["path", item, ["a", "b"], { path }],
  ["path and options", item, ["a", "b", { signal }], { path, signal }],
  [
    "path and query",
    both,
    ["a", "b", { limit: 5 }, { headers }],
    { path, query: { limit: 5 }, headers },
  ],
  ["body", json, [{ name: "demo" }], { body: { name: "demo" } }],
  [
    "body, and a query in the options",
    { ...json, ...query },
    [{ name: "demo" }, { query: { limit: 5 }, signal }],
    { body: { name: "demo" }, query: { limit: 5 }, signal },
  ],
  [
    "path and body",
    { ...item, ...json },
    ["a", "b", { name: "demo" }, { signal }],
    { path, body: { name: "demo" }, signal },
  ],
  [
    "all options",
    query,
    [{ limit: 5 }, { timeout: 1, deadline: 2, maxRetries: 3 }],
    { query: { limit: 5 }, timeout: 1, deadline: 2, maxRetries: 3 },
  ],
])("tells its arguments apart: %s", async (_, row, args, wanted) => {
  expect(await callOf(row, ...args)).toEqual({ ...nothing, ...wanted });
});

test("puts each operation under its resources and its name", () => {
  const table = ["things.list", "things.create", "things.parts.delete", "health.get"].map((name) =>
    operation({ name }),
  );
  const methods = createMethods(table, () => Promise.reject(new Error("not called")));
  const method: unknown = expect.any(Function);
  expect(methods).toEqual({
    things: { list: method, create: method, parts: { delete: method } },
    health: { get: method },
  });
  expect(methods).toHaveProperty("things.create.name", "create");
});

test("lets the table decide what a method returns", () => {
  const result = operation({ result: (_, call) => ({ sends: call.body }), body: jsonBody });
  const methods = createMethods([result], () => Promise.reject(new Error("not called"))) as Methods;
  expect(methods["things"]?.["list"]?.({ a: 1 })).toEqual({ sends: { a: 1 } });
});
