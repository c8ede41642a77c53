import type { Sandbox } from "@sandboxes/schema";
import { createTestClock } from "@sandboxes/test-double";
import { describe, expect, it } from "vitest";
import { createBuilder } from "./build/create-builder.ts";
import { type TeamSeed, type TestApiOptions, createTestApi } from "./create-test-api.ts";
import { callsOf } from "./fixtures/calls.ts";

async function list(
  fetch: typeof globalThis.fetch,
  url: string,
  apiKey: string,
): Promise<Sandbox[]> {
  const response = await fetch(url, { headers: { "X-API-Key": apiKey } });
  expect(response.status).toBe(200);
  return (await response.json()) as Sandbox[];
}

async function withoutToken(
  sandbox: Promise<Sandbox & { access_token?: string }>,
): Promise<unknown> {
  const { access_token: _, ...rest } = await sandbox;
  return rest;
}

describe("a test API", () => {
  it("lists its initial sandboxes in process, newest first", async () => {
    const { fetch, baseUrl, apiKey, sandboxes } = await createTestApi({
      sandboxes: [{ name: "first" }, { name: "second", metadata: { env: "prod" } }],
    });
    expect(sandboxes.map(({ name }) => name)).toEqual(["first", "second"]);
    expect(await list(fetch, `${baseUrl}/sandboxes`, apiKey)).toEqual(sandboxes.toReversed());
    expect(await list(fetch, `${baseUrl}/sandboxes?metadata.env=prod`, apiKey)).toEqual(
      sandboxes.slice(1),
    );
  });

  it("shows the sandboxes that a team has now", async () => {
    const clock = createTestClock();
    const api = await createTestApi({
      clock,
      sandboxes: [{ name: "b", created_at: "2025-01-02T00:00:00Z" }, { name: "a" }, { name: "c" }],
    });
    const client = callsOf(api);
    const { id } = await client.create({ name: "d", timeout_seconds: 60 });
    await client.create({ name: "e" });
    await client.delete(api.sandboxes[1]!.id);
    await client.pause(api.sandboxes[0]!.id);
    const states = (): unknown => api.sandboxes.map(({ name, status }) => `${name} ${status}`);
    expect(states()).toEqual(["b paused", "c active", "d active", "e active"]);
    await clock.advance("61s");
    expect(states()).toEqual(["b paused", "c active", "d paused", "e active"]);
    expect(api.sandboxes[2]).toEqual(await withoutToken(client.get(id)));
    expect((await api.addTeam()).sandboxes).toEqual([]);
  });

  it("names the sandboxes that a test left behind", async () => {
    const api = await createTestApi({ sandboxes: [{}] });
    const team = await api.addTeam();
    const [client, other] = [api, team].map(({ apiKey }) => callsOf({ ...api, apiKey }));
    const { id } = await client!.create({ name: "demo" });
    await other!.create({ name: "other" });
    expect(() => api.verifyCleanup()).toThrow(
      expect.objectContaining({
        name: "LeftoverError",
        message: expect.stringMatching(
          new RegExp(String.raw`did not delete 2 sandboxes .* demo \(${id}, active\), other`),
        ) as unknown,
        sandboxes: [{ ...api.sandboxes[1] }, { ...team.sandboxes[0] }],
      }),
    );
    await client!.delete(id);
    await other!.delete(team.sandboxes[0]!.id);
    api.verifyCleanup();
  });

  it("ends the resume of an initial sandbox", async () => {
    const clock = createTestClock();
    const seed = { status: "resuming", timeout_seconds: 60 };
    const api = await createTestApi({ clock, resumeMs: 3000, sandboxes: [seed, {}] });
    const status = (): string => api.sandboxes[0]!.status;
    expect(status()).toBe("resuming");
    await clock.advance(2999);
    expect(status()).toBe("resuming");
    await clock.advance(1);
    expect(status()).toBe("active");
    await clock.advance("59s");
    expect(status()).toBe("active");
    await clock.advance("1s");
    expect(status()).toBe("paused");
    const stuck = await createTestApi({ clock, resumeMs: Infinity, sandboxes: [seed] });
    await clock.advance("1d");
    expect(stuck.sandboxes[0]!.status).toBe("resuming");
  });

  it("applies rate limits of any size", async () => {
    const clock = createTestClock();
    const rateLimit = { team: { perSecond: 0.5, burst: 2 } };
    const api = await createTestApi({ clock, rateLimit });
    const ask = async (): Promise<string> => {
      const headers = { "X-API-Key": api.apiKey };
      const { status, headers: got } = await api.fetch(`${api.baseUrl}/sandboxes`, { headers });
      return `${status} ${got.get("RateLimit-Limit")} ${got.get("Retry-After")}`;
    };
    expect([await ask(), await ask(), await ask()]).toEqual([
      "200 2 null",
      "200 2 null",
      "429 2 2",
    ]);
    await clock.advance("2s");
    expect(await ask()).toBe("200 2 null");
    for (const burst of [0, 1.5, -1])
      await expect(
        createTestApi({ rateLimit: { address: { perSecond: 1, burst } } }),
      ).rejects.toThrow("whole burst above 0");
  });

  it("lists the same sandboxes on a socket", async () => {
    const api = await createTestApi({ sandboxes: [{}, {}] });
    await using server = await api.listen();
    expect(await list(globalThis.fetch, `${server.url}/sandboxes`, api.apiKey)).toEqual(
      api.sandboxes.toReversed(),
    );
  });

  it("shows a team only its own sandboxes", async () => {
    const api = await createTestApi({ sandboxes: [{ name: "mine" }] });
    const other = await api.addTeam({ sandboxes: [{ name: "theirs" }] });
    expect(await list(api.fetch, `${api.baseUrl}/sandboxes`, api.apiKey)).toMatchObject([
      { name: "mine" },
    ]);
    expect(await list(api.fetch, `${api.baseUrl}/sandboxes`, other.apiKey)).toMatchObject([
      { name: "theirs" },
    ]);
  });

  it("has the teams from its options", async () => {
    const team = (name: string): TeamSeed => ({ sandboxes: [{ name }] });
    const api = await createTestApi({ ...team("a"), teams: [team("b"), team("c")] });
    const lists = [api, ...api.teams].map(
      async ({ apiKey }) => await list(api.fetch, `${api.baseUrl}/sandboxes`, apiKey),
    );
    expect(await Promise.all(lists)).toMatchObject([
      [{ name: "a" }],
      [{ name: "b" }],
      [{ name: "c" }],
    ]);
  });

  it("accepts a string, a URL and a Request, like the global fetch", async () => {
    const { fetch, baseUrl } = await createTestApi();
    for (const input of [
      `${baseUrl}/health`,
      new URL("/health", baseUrl),
      new Request(`${baseUrl}/health`),
    ]) {
      expect((await fetch(input)).status).toBe(200);
    }
  });

  it("rejects requests to other hosts", async () => {
    const { fetch } = await createTestApi();
    await expect(fetch("https://other.example/health")).rejects.toThrow(
      "The contract knows http://sandboxes.test,",
    );
  });

  it("explains how to use the URL of its socket", async () => {
    const api = await createTestApi();
    await using server = await api.listen();
    await expect(api.fetch(`${server.url}/health`)).rejects.toThrow(
      "For the URL of `listen()`, leave out the double's `fetch`.",
    );
  });

  it("accepts built sandboxes next to its own", async () => {
    const build = createBuilder();
    const api = await createTestApi({ sandboxes: [{}, build("Sandbox")] });
    const other = await api.addTeam({ sandboxes: [build("Sandbox"), {}] });
    const ids = [...api.sandboxes, ...other.sandboxes].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
  });

  it("limits the number of sandboxes to `maxSandboxes`", async () => {
    const { fetch, baseUrl, apiKey } = await createTestApi({ sandboxes: [{}], maxSandboxes: 2 });
    const create = async (): Promise<number> => {
      const headers = { "X-API-Key": apiKey, "Content-Type": "application/json" };
      const body = JSON.stringify({ name: "demo" });
      return (await fetch(`${baseUrl}/sandboxes`, { method: "POST", headers, body })).status;
    };
    expect([await create(), await create()]).toEqual([201, 429]);
  });

  it("rejects with the reason of a signal, before and during a request", async () => {
    const { fetch, baseUrl } = await createTestApi();
    const reason = new Error("changed my mind");
    await expect(fetch(`${baseUrl}/health`, { signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
    const controller = new AbortController();
    const answer = fetch(`${baseUrl}/health`, { signal: controller.signal });
    controller.abort(reason);
    await expect(answer).rejects.toBe(reason);
  });

  it("rejects an invalid URL, like the global fetch", async () => {
    const { fetch } = await createTestApi();
    await expect(fetch("/health")).rejects.toThrow(TypeError);
  });

  it("uses its clock", async () => {
    let now = Date.parse("2026-06-01T00:00:00Z");
    const { fetch, baseUrl, apiKey } = await createTestApi({
      sandboxes: [{ timeout_seconds: 60 }],
      clock: () => now,
    });
    const status = "active";
    expect(await list(fetch, `${baseUrl}/sandboxes`, apiKey)).toMatchObject([{ status }]);
    now += 60_000;
    const paused = { status: "paused" };
    expect(await list(fetch, `${baseUrl}/sandboxes`, apiKey)).toMatchObject([paused]);
  });

  it("reports a taken port", async () => {
    const api = await createTestApi();
    await using server = await api.listen();
    const port = Number(new URL(server.url).port);
    await expect(api.listen({ port })).rejects.toThrow(`port ${port} is already in use`);
  });

  it("rejects a team with an invalid seed, and names the seed", async () => {
    const wrong = { sandboxes: [{}, { id: "7" }] };
    await expect(createTestApi({ teams: [{}, wrong] })).rejects.toThrow(
      "teams[1].sandboxes[1].id must be a UUID.",
    );
    const api = await createTestApi();
    await expect(api.addTeam(wrong)).rejects.toThrow("sandboxes[1].id must be a UUID.");
    const none = null as unknown as TeamSeed;
    await expect(createTestApi({ teams: [{}, none] })).rejects.toThrow(
      "teams[1] must be an object, such as",
    );
    await expect(api.addTeam(none)).rejects.toThrow("A team must be an object, such as");
  });

  it("applies rate limits when `rateLimit` is true", async () => {
    const clock = (): number => Date.parse("2026-06-01T00:00:00Z");
    const status = async (options: TestApiOptions): Promise<number> => {
      const { fetch, baseUrl, apiKey } = await createTestApi({ clock, ...options });
      const headers = { "X-API-Key": apiKey };
      for (let n = 0; n < 40; n++) await fetch(`${baseUrl}/sandboxes`, { headers });
      return (await fetch(`${baseUrl}/sandboxes`, { headers })).status;
    };
    expect([await status({}), await status({ rateLimit: true })]).toEqual([200, 429]);
  });
});
