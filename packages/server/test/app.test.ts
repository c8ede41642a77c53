import {
  type AppOptions,
  type SandboxRecord,
  type Store,
  createApp,
  createKey,
  createMemoryStore,
  createRecord,
  createTeam,
} from "@sandboxes/server";
import { ErrorResponse, answers } from "@sandboxes/schema/validators";
import { describe, expect, it, vi } from "vitest";
import { fixture, put, sandbox } from "./fixture.ts";

function failingStore(thrown: unknown): Store {
  const store = createMemoryStore();
  const next = async (): Promise<never> => await Promise.reject(thrown);
  store.listSandboxes = () => ({ [Symbol.asyncIterator]: () => ({ next }) });
  return store;
}

/** An API with one valid key, whose list fails. */
async function failing(
  thrown: unknown,
  onError?: AppOptions["onError"],
): ReturnType<typeof fixture> {
  const good = { hash: "", team: "t", revoked: false };
  const store = failingStore(thrown);
  store.findKey = async () => good;
  return await fixture({ store, ...(onError && { onError }) });
}

/** Yields two batches, and then fails. */
async function* lists(record: SandboxRecord, thrown: unknown): AsyncGenerator<SandboxRecord[]> {
  yield [record];
  yield [record];
  throw thrown;
}

/** Returns the kind of a body. */
function kindOf(body: string): "none" | "error" | "data" {
  if (body === "") return "none";
  return ErrorResponse.is(JSON.parse(body)) ? "error" : "data";
}

describe("every response", () => {
  it.each<[method: string, path: string, status: number, type: string | null, kind: string]>([
    ["GET", "/sandboxes", 200, "application/json", "data"],
    ["HEAD", "/sandboxes", 200, "application/json", "none"],
    ["GET", "/sandboxes?metadata.=x", 400, "application/json", "error"],
    ["HEAD", "/sandboxes?metadata.=x", 400, "application/json", "none"],
    ["DELETE", "/sandboxes", 405, "application/json", "error"],
    ["OPTIONS", "/sandboxes", 204, null, "none"],
    ["GET", "//sandboxes", 200, "application/json", "data"],
    ["GET", "///sandboxes?metadata.=x", 400, "application/json", "error"],
    ["DELETE", "//sandboxes", 405, "application/json", "error"],
    ["GET", "/sandboxes//", 404, "application/json", "error"],
    ["GET", "/sandboxes/", 404, "application/json", "error"],
    ["OPTIONS", "/nothing", 404, "application/json", "error"],
    ["GET", "/", 404, "application/json", "error"],
    ["GET", "/health", 200, "application/json", "data"],
    ["HEAD", "/health", 200, "application/json", "none"],
  ])("%s %s is %i, with the documented headers", async (method, path, status, type, kind) => {
    const { app, apiKey } = await fixture();
    const headers = { "X-API-Key": apiKey };
    const response = await app.fetch(new Request(`http://localhost${path}`, { method, headers }));
    expect(response.status).toBe(status);
    expect(response.headers.get("Content-Type")).toBe(type);
    expectDocumentedHeaders(response);
    expect(kindOf(await response.text())).toBe(kind);
  });

  it("matches the spec", async () => {
    const { store, team, get } = await fixture({ rateLimit: true });
    await put(store, team, sandbox({ metadata: { a: "b" } }));
    const { listSandboxes, getHealth } = answers;
    const rows = [
      [await get("/sandboxes"), 200, listSandboxes["200"]],
      [await get("/sandboxes?metadata.=x"), 400, listSandboxes["400"]],
      [await get("/sandboxes", null), 401, listSandboxes["401"]],
      [await get("/health"), 200, getHealth["200"]],
    ] as const;
    for (const [response, status, validator] of rows) {
      expect(response.status).toBe(status);
      expect(validator.issues(await response.json())).toEqual([]);
    }
  });
});

function expectDocumentedHeaders({ headers }: Response): void {
  expect(Object.fromEntries(headers)).toMatchObject({
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-request-id": expect.stringMatching(/^[\da-f-]{36}$/),
    "ratelimit-limit": expect.stringMatching(/^\d+$/),
    "ratelimit-remaining": expect.stringMatching(/^\d+$/),
    "ratelimit-reset": expect.stringMatching(/^\d+$/),
  });
}

it("responds without a promise if nothing has to be awaited", async () => {
  const store = createMemoryStore();
  const { apiKey } = await createKey(store, await createTeam(store));
  const app = createApp({ store });
  const connection = {};
  const ask = (key: string): Response | Promise<Response> => {
    const headers = { "X-API-Key": key };
    return app.fetch(new Request("http://localhost/sandboxes", { headers }), { connection });
  };
  // The first request hashes the key.
  await ask(apiKey);
  expect(ask(apiKey)).toMatchObject({ status: 200 });
  await ask("none");
  expect(ask("none")).toMatchObject({ status: 401 });
});

it("returns its health and its version without a key", async () => {
  const { get } = await fixture();
  expect(await (await get("/health", null)).json()).toEqual({ status: "ok", version: "1.2.3" });
});

it("lists the methods that a path supports", async () => {
  const { app } = await fixture();
  const ask = async (method: string): Promise<Response> =>
    await app.fetch(new Request("http://localhost/sandboxes", { method }));
  const refused = await ask("DELETE");
  expect(refused.status).toBe(405);
  expect(await refused.json()).toEqual({
    error: {
      code: "bad_request",
      message: "/sandboxes does not allow DELETE. It allows GET, HEAD, POST, OPTIONS.",
    },
  });
  for (const response of [refused, await ask("OPTIONS")])
    expect(response.headers.get("Allow")).toBe("GET, HEAD, POST, OPTIONS");
});

it("returns 404 for an unknown path", async () => {
  const { get } = await fixture();
  expect(await (await get("/Sandboxes?metadata.=x", null)).json()).toEqual({
    error: { code: "not_found", message: "The API has no path /Sandboxes." },
  });
});

describe("a failure", () => {
  it.each([
    ["an error", new Error("the secret reason")],
    ["what is no error", "the secret reason"],
    ["nothing at all", undefined],
    ["an error of another realm", { name: "Error", message: "the secret reason" }],
  ])("by %s is reported only to the operator of the API", async (_, thrown) => {
    const heard = vi.fn<NonNullable<AppOptions["onError"]>>();
    const { get } = await failing(thrown, heard);
    const response = await get("/sandboxes");
    const body: unknown = await response.json();
    expect(response.status).toBe(500);
    expectDocumentedHeaders(response);
    expect(body).toEqual({
      error: { code: "internal_error", message: "The API failed." },
    });
    expect(answers.listSandboxes["500"].issues(body)).toEqual([]);
    expect(heard.mock.calls).toEqual([[thrown, response.headers.get("X-Request-Id")]]);
  });

  it("in the middle of a list ends the response, and is reported to the operator", async () => {
    const failure = new Error("the secret reason");
    const heard = vi.fn<NonNullable<AppOptions["onError"]>>();
    const store = createMemoryStore();
    store.listSandboxes = (team) => lists(createRecord(team, sandbox()), failure);
    const { get } = await fixture({ store, onError: heard });
    const response = await get("/sandboxes");
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow("The API failed.");
    expect(heard.mock.calls).toEqual([[failure, response.headers.get("X-Request-Id")]]);
  });

  it("gets a response even if its report fails", async () => {
    const { get } = await failing(new Error("reason"), () => {
      throw new Error("no log");
    });
    expect((await get("/sandboxes")).status).toBe(500);
  });

  it("gets a 500 response if the rate limits cannot be counted", async () => {
    const heard = vi.fn<NonNullable<AppOptions["onError"]>>();
    let isBroken = false;
    const clock = (): number => {
      if (isBroken) throw new Error("no time");
      return 0;
    };
    const { get } = await fixture({ rateLimit: true, clock, onError: heard });
    isBroken = true;
    const response = await get("/sandboxes", undefined, "192.0.2.1");
    expect(response.status).toBe(500);
    expect(response.headers.get("X-Request-Id")).toBe(heard.mock.calls[0]?.[1]);
    expect(answers.listSandboxes["500"].issues(await response.json())).toEqual([]);
  });

  it("is written to standard error by default", async () => {
    const write = vi.spyOn(console, "error").mockImplementation(() => {});
    const reason = new Error("reason");
    const { get, apiKey } = await failing(reason);
    const id = (await get("/sandboxes")).headers.get("X-Request-Id");
    expect(write.mock.calls).toEqual([[`Request ${id} failed:`, reason]]);
    expect(JSON.stringify(write.mock.calls)).not.toContain(apiKey);
    write.mockRestore();
  });
});
