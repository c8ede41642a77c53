import { type App, createApp, createMemoryStore } from "@sandboxes/server";
import { withPages } from "@sandboxes/server/pages";
import { startServer } from "@sandboxes/server/start";
import { describe, expect, it } from "vitest";
import { fixture } from "../fixture.ts";

const browser = "text/html,application/xhtml+xml,*/*;q=0.8";

async function get(app: App, path: string, headers: HeadersInit = {}, method = "GET") {
  return await app.fetch(new Request(`http://localhost${path}`, { method, headers }));
}

/** Returns the parts that must be equal in two responses to one request. */
async function comparable(response: Response): Promise<unknown> {
  const headers = Object.fromEntries(response.headers);
  return { status: response.status, body: await response.text(), type: headers["content-type"] };
}

const app = withPages(createApp({ store: createMemoryStore() }));

it.each<[path: string, accept: string, type: string, has: string]>([
  ["/", browser, "text/html", '<script type="module" src="/pages/sandboxes-page.ts">'],
  ["/?x=1", browser, "text/html", "<title>Sandboxes</title>"],
  ["/", "*/*", "text/html", "<title>Sandboxes</title>"],
  ["/", "text/html", "text/html", "<title>Sandboxes</title>"],
  ["/docs", "*/*", "text/html", "<title>API reference</title>"],
  ["/docs", browser, "text/html", '<script defer src="/docs/swagger-ui-bundle.js">'],
  ["/docs/openapi.json", "*/*", "application/json", '"servers":[{"url":"/"'],
  ["/docs/swagger-ui-bundle.js", "*/*", "text/javascript", "SwaggerUIBundle"],
  ["/docs/swagger-ui.css", "*/*", "text/css", ".swagger-ui"],
  ["/docs/docs.css", "*/*", "text/css", "#reference"],
  ["/pages/base.css", "*/*", "text/css", ":focus-visible"],
  ["/pages/sandboxes.css", "*/*", "text/css", "dialog"],
  ["/pages/sandboxes-page.ts", "*/*", "text/javascript", "createRows"],
  ["/pages/api.ts", "*/*", "text/javascript", "X-API-Key"],
])("%s is a page for %s", async (path, accept, type, has) => {
  const response = await get(app, path, { Accept: accept });
  expect(response.status).toBe(200);
  expect(response.headers.get("Content-Type")).toBe(`${type}; charset=utf-8`);
  expect(await response.text()).toContain(has);
  const head = await get(app, path, { Accept: accept }, "HEAD");
  expect(await comparable(head)).toEqual({ status: 200, body: "", type: `${type}; charset=utf-8` });
});

it("lets a page run only its own scripts, and no other page embed it", async () => {
  for (const path of ["/", "/docs"]) {
    const { headers } = await get(app, path, { Accept: browser });
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-frame-options": "DENY",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      vary: "Accept",
    });
    const policy = headers.get("Content-Security-Policy");
    for (const directive of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ])
      expect(policy?.split("; ")).toContain(directive);
    expect(policy).not.toContain("unsafe");
  }
});

it("returns its pages to callers that send no Accept header", async () => {
  for (const path of ["/", "/docs"])
    expect((await get(app, path)).headers.get("Content-Type")).toBe("text/html; charset=utf-8");
});

it("sends no body if the browser has a current copy", async () => {
  const first = await get(app, "/pages/base.css");
  const tag = first.headers.get("ETag") ?? "";
  const again = await get(app, "/pages/base.css", { "If-None-Match": tag });
  expect([again.status, await again.text(), again.headers.get("ETag")]).toEqual([304, "", tag]);
});

describe("everything else", () => {
  it.each<[method: string, path: string, accept: string]>([
    ["GET", "/", "application/json"],
    ["POST", "/", browser],
    ["GET", "/docs", "application/json"],
    ["GET", "/docs/", browser],
    ["GET", "/docs/nothing", browser],
    ["GET", "/pages/", browser],
    ["GET", "/pages/with-pages.ts", browser],
    ["GET", "/pages/..%2Fwith-pages.ts", browser],
    ["GET", "/pages/%2e%2e/package.json", browser],
    ["DELETE", "/pages/base.css", browser],
    ["GET", "/health", browser],
    ["GET", "/sandboxes", browser],
    ["GET", "/sandboxes?metadata.=x", browser],
    ["OPTIONS", "/sandboxes", browser],
    ["GET", "/favicon.ico", browser],
  ])("%s %s for %s gets the same response as without pages", async (method, path, accept) => {
    const { app: bare, apiKey } = await fixture();
    const headers = { Accept: accept, "X-API-Key": apiKey };
    const [wanted, given] = [
      await get(bare, path, headers, method),
      await get(withPages(bare), path, headers, method),
    ];
    expect(await comparable(given)).toEqual(await comparable(wanted));
    expect(given.headers.has("Content-Security-Policy")).toBe(false);
  });
});

it.each([
  [undefined, 200],
  [true, 200],
  [false, 404],
])("are part of a started server if `pages` is %s: %i", async (pages, status) => {
  const options = pages === undefined ? {} : { pages };
  await using server = await startServer({ database: "memory", ...options });
  const response = await fetch(server.url, { headers: { Accept: browser } });
  await response.text();
  expect(response.status).toBe(status);
});
