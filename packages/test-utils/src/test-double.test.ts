import { contract } from "@sandboxes/schema/contract";
import { createDouble, stateful } from "@sandboxes/test-double";
import { expect, expectTypeOf, test } from "vitest";
import { ContractViolation, createTestApi, createTestClock } from "./index.ts";

async function call(
  api: Awaited<ReturnType<typeof createTestApi>>,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const headers = { "X-API-Key": api.apiKey, "Content-Type": "application/json" };
  return await api.fetch(api.baseUrl + path, { ...init, headers });
}

test("the real server fails as the test requires, in the shape of the spec", async () => {
  const api = await createTestApi({ sandboxes: [{}] });
  api.fail("listSandboxes", { status: 429, code: "rate_limited", retryAfter: 2 });
  const response = await call(api, "/sandboxes");
  expect(response.status).toBe(429);
  expect(response.headers.get("Retry-After")).toBe("2");
  expect(await response.json()).toMatchObject({ error: { code: "rate_limited" } });
  expect(await (await call(api, "/sandboxes")).json()).toHaveLength(1);
});

test("a fault may only have a status that the operation documents", async () => {
  const api = await createTestApi();
  // @ts-expect-error The list of sandboxes is never 410.
  expect(() => api.fail("listSandboxes", { status: 410 })).toThrow("does not document the status");
  api.fail("listSandboxes", { status: 410, undocumented: true });
  expect((await call(api, "/sandboxes")).status).toBe(410);
});

test("calls have the types of their operations", async () => {
  const api = await createTestApi();
  await call(api, "/sandboxes?metadata.env=prod");
  const body = JSON.stringify({ name: "demo", metadata: { env: "prod" } });
  await call(api, "/sandboxes", { method: "POST", body });
  const env = api.calls.listSandboxes[0]?.query.metadata?.["env"];
  expectTypeOf(env).toEqualTypeOf<string | undefined>();
  expect(env).toBe("prod");
  const [created] = api.calls.createSandbox;
  expectTypeOf(created!.body.name).toEqualTypeOf<string>();
  expect(created).toMatchObject({ status: 201, body: { name: "demo" } });
});

test("a request that the spec does not define is a violation", async () => {
  const api = await createTestApi();
  const error = await call(api, "/sandbox").catch((reason: unknown) => reason);
  expect(ContractViolation.isInstance(error)).toBe(true);
  expect(String(error)).toContain("The closest operation is GET /sandboxes (listSandboxes).");
  expect(() => api.verify()).toThrow("GET /sandbox.");
});

test("the server responds to such a request when `strict` is false", async () => {
  const api = await createTestApi({ strict: false });
  expect((await call(api, "/sandbox")).status).toBe(404);
});

test("a clock controls when sandboxes end", async () => {
  const clock = createTestClock();
  const api = await createTestApi({ clock, sandboxes: [{ timeout_seconds: 60 }] });
  const [before] = (await (await call(api, "/sandboxes")).json()) as { status: string }[];
  expect(before?.status).toBe("active");
  await clock.advance("2m");
  const [after] = (await (await call(api, "/sandboxes")).json()) as { status: string }[];
  expect(after?.status).toBe("paused");
});

test("a stateful double of the contract has pages, filters by status, and updates with null", async () => {
  const statuses = { a: "active", b: "paused", c: "paused", d: "active" };
  const seeds = Object.entries(statuses).map(([name, status]) => ({ name, status }));
  const respond = stateful(contract, { items: { "/sandboxes": seeds } });
  const double = createDouble({ contract, respond });
  const headers = { "x-api-key": "key", "content-type": "application/json" };
  const ask = async (path: string, method = "GET", body?: object): Promise<unknown> => {
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const text = await (await double.fetch(`${double.baseUrl}${path}`, init)).text();
    return text === "" ? undefined : JSON.parse(text);
  };
  const names = async (query: string): Promise<string> =>
    ((await ask(`/sandboxes${query}`)) as { name: string }[]).map(({ name }) => name).join("");
  expect(await names("")).toBe("abcd");
  expect(await names("?limit=2")).toBe("ab");
  expect(await names("?limit=2&offset=3")).toBe("d");
  expect(await names("?offset=1")).toBe("bcd");
  expect(await names("?status=paused")).toBe("bc");
  expect(await names("?status=paused&limit=1&offset=1")).toBe("c");
  const [{ id }] = (await ask("/sandboxes")) as [{ id: string }];
  await ask(`/sandboxes/${id}`, "PATCH", { timeout_seconds: 60, auto_delete_seconds: 0 });
  await ask(`/sandboxes/${id}`, "PATCH", { timeout_seconds: null });
  const updated = await ask(`/sandboxes/${id}`);
  expect(updated).toMatchObject({ name: "a", auto_delete_seconds: 0 });
  expect(updated).not.toHaveProperty("timeout_seconds");
});
