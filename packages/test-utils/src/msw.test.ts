import { createHandlers } from "@sandboxes/test-utils/msw";
import type { Sandbox } from "@sandboxes/schema";
import { defaultServer } from "@sandboxes/schema/operations";
import { HttpResponse, http } from "msw";
import { type SetupServer, setupServer } from "msw/node";
import { expect, it, onTestFinished } from "vitest";
import { type TestApi, createTestApi } from "./create-test-api.ts";

function serve(...handlers: Parameters<typeof setupServer>): SetupServer {
  // No request leaves the process: a request without another handler gets status 418.
  const rest = http.all("*", () => new HttpResponse(null, { status: 418 }));
  const server = setupServer(...handlers, rest);
  server.listen();
  onTestFinished(() => server.close());
  return server;
}

async function ask(api: TestApi, url: string, init: RequestInit = {}): Promise<Response> {
  const headers = { "X-API-Key": api.apiKey, "Content-Type": "application/json" };
  return await fetch(url, { headers, ...init });
}

it("responds to the global fetch at the default base URL of a client", async () => {
  const api = await createTestApi({ sandboxes: [{ metadata: { env: "prod" } }, {}] });
  serve(...createHandlers(api));
  const list = async (query = ""): Promise<Sandbox[]> =>
    (await (await ask(api, `${defaultServer}/sandboxes${query}`)).json()) as Sandbox[];

  expect(await list()).toEqual(api.sandboxes.toReversed());
  expect(await list("?metadata.env=prod")).toEqual([api.sandboxes[0]]);

  const body = JSON.stringify({ name: "größer" });
  const created = await ask(api, `${defaultServer}/sandboxes`, { method: "POST", body });
  expect([created.status, await created.json()]).toMatchObject([201, { name: "größer" }]);
  expect(await list()).toHaveLength(3);
});

it.each([
  ["/sandboxes", { headers: {} }, 401],
  ["/sandboxes?metadata.=x", {}, 400],
  ["/nothing", {}, 404],
  ["/health", { method: "DELETE" }, 405],
])("passes %s with %o to the API, which responds with %d", async (path, init, status) => {
  const api = await createTestApi({ strict: false });
  serve(...createHandlers(api));
  expect((await ask(api, `${defaultServer}${path}`, init)).status).toBe(status);
});

it.each([
  "https://sandboxes.example",
  "https://example.com:8443/api/v1",
  "https://example.com/v1/",
])("responds only below %s", async (baseUrl) => {
  const api = await createTestApi({ sandboxes: [{}] });
  serve(...createHandlers(api, { baseUrl }));
  const base = baseUrl.replace(/\/$/, "");
  const { id } = api.sandboxes[0]!;
  expect((await ask(api, `${base}/sandboxes/${id}`)).status).toBe(200);
  expect((await ask(api, `${defaultServer}/sandboxes`)).status).toBe(418);
});

it("streams a streamed response", async () => {
  const api = await createTestApi({ sandboxes: [{}] });
  api.onExec("echo one", { stdout: "one\n" });
  serve(...createHandlers(api));
  const url = `${defaultServer}/sandboxes/${api.sandboxes[0]!.id}/exec/stream`;
  const body = JSON.stringify({ command: "echo one" });
  const answer = await ask(api, url, { method: "POST", body });
  expect(answer.headers.get("Content-Type")).toContain("text/event-stream");
  expect(await answer.text()).toContain('"stdout":"one\\n"');
});

it("lets a test override a response", async () => {
  const api = await createTestApi();
  const server = serve(...createHandlers(api));
  server.use(http.get(`${defaultServer}/health`, () => HttpResponse.error(), { once: true }));
  await expect(fetch(`${defaultServer}/health`)).rejects.toThrow(TypeError);
  expect((await fetch(`${defaultServer}/health`)).status).toBe(200);
});
