import { request } from "node:http";
import { createApp, createMemoryStore } from "@sandboxes/server";
import { type ListenOptions, type Listener, listen } from "@sandboxes/server/node";
import { withPages } from "@sandboxes/server/pages";
import { describe, expect, it } from "vitest";
import { fixture } from "../fixture.ts";

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Sends headers that `fetch` does not let a program set. */
async function ask(
  { port }: Listener,
  headers: Record<string, string>,
  { method = "GET", path = "/health", host = "127.0.0.1" } = {},
): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    request({ port, host, method, path, headers }, (response) => {
      response
        .resume()
        .on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
    })
      .on("error", reject)
      .end();
  });
}

async function start(options: ListenOptions = {}): Promise<Listener> {
  return await listen(withPages(createApp({ store: createMemoryStore() })), options);
}

const cross = { "Sec-Fetch-Site": "cross-site" };
const link = { ...cross, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document" };
const own = "http://localhost:8080";

describe("a request that a browser sends", () => {
  it.each<[title: string, headers: Record<string, string>, status: number, path?: string]>([
    ["from a page of another site", cross, 403],
    ["from a page of another port", { "Sec-Fetch-Site": "same-site" }, 403],
    ["from a value that no browser has yet", { "Sec-Fetch-Site": "near-by" }, 403],
    ["without cors, for a page", { ...cross, "Sec-Fetch-Mode": "no-cors" }, 403, "/"],
    ["for a frame", { ...link, "Sec-Fetch-Dest": "iframe" }, 403, "/"],
    ["for the API, by a link", link, 403],
    ["for a page, by a link", link, 200, "/"],
    ["for the reference, by a link", link, 200, "/docs?x=1"],
    ["from its own page", { "Sec-Fetch-Site": "same-origin", Origin: own }, 200],
    [
      "from its own page behind a proxy",
      { "Sec-Fetch-Site": "same-origin", Origin: "https://x" },
      200,
    ],
    ["from the address bar", { "Sec-Fetch-Site": "none" }, 200],
    ["of an old browser, from another origin", { Origin: "https://evil.example" }, 403],
    ["of an old browser, from another port", { Origin: "http://localhost:3000" }, 403],
    ["of an old browser, from no origin", { Origin: "null" }, 403],
    ["of an old browser, from its own page", { Origin: own }, 200],
    ["of another program", {}, 200],
  ])("%s", async (_, headers, status, path = "/health") => {
    await using server = await start();
    const answer = await ask(server, { Host: "localhost:8080", ...headers }, { path });
    expect(answer.status).toBe(status);
    expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
    if (status !== 403) return;
    expect(answer.headers).toMatchObject({
      "x-request-id": expect.any(String) as string,
      "ratelimit-remaining": "100",
    });
  });

  it("does not use up the limit of the address", async () => {
    await using server = await start();
    for (let count = 0; count < 150; count++)
      expect((await ask(server, cross, { path: "/sandboxes" })).status).toBe(403);
    expect((await ask(server, {})).headers["ratelimit-remaining"]).toBe("99");
  });
});

describe("a host name on a loopback address", () => {
  it.each<[host: string, status: number]>([
    ["127.0.0.1", 200],
    ["127.0.0.1:1234", 200],
    ["127.9.9.9", 200],
    ["localhost", 200],
    ["LOCALHOST:80", 200],
    ["localhost.", 200],
    ["app.localhost:8080", 200],
    ["[::1]:8080", 200],
    ["evil.example", 421],
    ["evil.example:8080", 421],
    ["localhost.evil.example", 421],
    ["127.0.0.1.evil.example", 421],
    ["notlocalhost", 421],
    ["192.168.1.5", 421],
    ["0.0.0.0", 421],
    ["[::]", 421],
    ["[fe80::1]", 421],
  ])("%s gets %i, from a page and a program alike", async (host, status) => {
    await using server = await start();
    for (const path of ["/", "/health"])
      expect((await ask(server, { Host: host }, { path })).status).toBe(status);
    const whole = { path: `http://${host}/health` };
    expect((await ask(server, { Host: "localhost" }, whole)).status).toBe(status);
  });

  it.each<[options: ListenOptions, host: string, status: number]>([
    [{ allowedHosts: ["api.internal"] }, "api.internal:80", 200],
    [{ allowedHosts: ["API.internal."] }, "api.internal", 200],
    [{ allowedHosts: ["api.internal"] }, "localhost", 200],
    [{ allowedHosts: ["api.internal"] }, "x.api.internal", 421],
    [{ hostname: "0.0.0.0" }, "anything.example", 200],
    [{ hostname: "::" }, "anything.example", 200],
    [{ hostname: "0.0.0.0", allowedHosts: ["api.internal"] }, "anything.example", 421],
    [{ hostname: "0.0.0.0", allowedHosts: ["api.internal"] }, "api.internal", 200],
    [{ hostname: "0.0.0.0", allowedHosts: ["api.internal"] }, "192.168.1.5", 200],
    [{ hostname: "localhost" }, "anything.example", 421],
  ])("with %j, %s gets %i", async (options, host, status) => {
    await using server = await start(options);
    const at = options.hostname === "localhost" ? { host: "localhost" } : {};
    expect((await ask(server, { Host: host }, at)).status).toBe(status);
  });

  it("that is not served does not use up the limit of the address", async () => {
    await using server = await start();
    for (let count = 0; count < 20; count++) await ask(server, { Host: "evil.example" });
    expect((await ask(server, {})).headers["ratelimit-remaining"]).toBe("99");
  });
});

describe("an allowed origin", () => {
  const origin = "http://localhost:3000";
  const fromPage = { ...cross, Origin: origin, "Sec-Fetch-Mode": "cors" };

  it("may send requests, and read responses and errors", async () => {
    await using server = await start({ allowedOrigins: [origin] });
    for (const [path, status] of [
      ["/health", 200],
      ["/sandboxes", 401],
    ] as const) {
      const answer = await ask(server, fromPage, { path });
      expect(answer.status).toBe(status);
      expect(answer.headers).toMatchObject({
        "access-control-allow-origin": origin,
        "access-control-expose-headers": expect.stringContaining("Retry-After") as string,
        vary: "Origin",
      });
      expect(answer.headers).not.toHaveProperty("access-control-allow-credentials");
    }
  });

  it("gets a response to its preflight", async () => {
    await using server = await start({ allowedOrigins: [origin] });
    const preflight = {
      ...fromPage,
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "content-type,x-api-key",
      "Access-Control-Request-Private-Network": "true",
    };
    const answer = await ask(server, preflight, { method: "OPTIONS", path: "/sandboxes" });
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-allow-methods": expect.stringContaining("POST") as string,
      "access-control-allow-headers": "content-type,x-api-key",
      "access-control-allow-private-network": "true",
      "access-control-max-age": "600",
    });
    const other = { ...preflight, Origin: "http://localhost:3001" };
    const refused = await ask(server, other, { method: "OPTIONS", path: "/sandboxes" });
    expect(refused.status).toBe(403);
    expect(Object.keys(refused.headers).filter((name) => name.startsWith("access-"))).toEqual([]);
  });

  it.each(["*", "null", "app.example", "https://app.example/", "https://APP.example", "ftp://x"])(
    "is not %s",
    async (wrong) => {
      const { app } = await fixture();
      await expect(listen(app, { allowedOrigins: [wrong] })).rejects.toThrow(
        `"${wrong}" is not an origin.`,
      );
    },
  );

  it.each(["", "a b", "http://a", "user@a"])("and an allowed host is not %j", async (wrong) => {
    const { app } = await fixture();
    await expect(listen(app, { allowedHosts: [wrong] })).rejects.toThrow("is not a host name");
  });
});
