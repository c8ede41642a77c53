import type { ErrorResponse, Sandbox } from "@sandboxes/schema";
import { describe, expect, it } from "vitest";
import { fixture, noon, put, sandbox } from "../fixture.ts";

async function names(response: Response): Promise<string[]> {
  expect(response.status).toBe(200);
  return ((await response.json()) as Sandbox[]).map(({ name }) => name);
}

describe("the list", () => {
  it("has every sandbox of the team unchanged, newest first, and none of other teams", async () => {
    const { store, team, other, get, otherKey } = await fixture();
    const old = sandbox({ name: "old", created_at: "2026-01-01T01:00:00Z" });
    const full = sandbox({
      name: "full",
      created_at: "2026-01-01T03:00:00+01:00",
      snapshot_id: "3c90c3cc-0d44-4b50-8888-8dd25736052a",
      timeout_seconds: 86_400,
      network: { allow_out: ["*.github.com"], deny_out: ["0.0.0.0/0"] },
      metadata: { env: "prod" },
    });
    const newest = sandbox({ name: "newest", created_at: "2026-01-01T02:00:00.0002Z" });
    const newer = sandbox({ name: "newer", created_at: "2026-01-01T02:00:00.0001Z" });
    await put(store, team, old, newest, full, newer);
    await put(store, other, sandbox({ name: "theirs" }));
    expect(await (await get("/sandboxes")).json()).toEqual([newest, newer, full, old]);
    expect(await names(await get("/sandboxes", otherKey))).toEqual(["theirs"]);
  });

  it("sorts sandboxes of the same instant by ID", async () => {
    const { store, team, get } = await fixture();
    for (const digit of ["b", "a", "c"]) {
      const id = `${digit}c90c3cc-0d44-4b50-8888-8dd25736052a`;
      const created_at = { a: "2026-01-01T01:00:00+01:00", b: "2026-01-01T00:00:00.000Z" }[digit];
      await put(store, team, sandbox({ id, name: digit, ...(created_at && { created_at }) }));
    }
    expect(await names(await get("/sandboxes"))).toEqual(["a", "b", "c"]);
  });

  it("is empty for a team without sandboxes", async () => {
    const { get } = await fixture();
    expect(await (await get("/sandboxes")).json()).toEqual([]);
  });

  it("leaves out deleted sandboxes, and keeps those whose timeout has passed, paused", async () => {
    const { store, team, get, clock } = await fixture();
    const metadata = { a: "b" };
    const removed = sandbox({ name: "removed", metadata });
    const created_at = "2026-01-01T11:59:00Z";
    await put(store, team, removed);
    await put(store, team, sandbox({ name: "timed", created_at, timeout_seconds: 90, metadata }));
    expect(await names(await get("/sandboxes?metadata.a=b"))).toEqual(["timed", "removed"]);
    expect(await store.removeSandbox(team.id, removed.id)).toBe(true);
    for (const [time, status] of [
      [noon + 29_999, "active"],
      [noon + 30_000, "paused"],
      [noon + 1e9, "paused"],
      // A clock can be set back.
      [noon, "active"],
    ] as const) {
      clock.now = time;
      for (const path of ["/sandboxes", "/sandboxes?metadata.a=b"])
        expect(await (await get(path)).json()).toMatchObject([{ name: "timed", status }]);
    }
  });
});

describe("a page of the list", () => {
  it.each<[query: string, wanted: string[]]>([
    ["", ["e", "d", "c", "b", "a"]],
    ["?limit=2", ["e", "d"]],
    ["?limit=2&offset=2", ["c", "b"]],
    ["?limit=2&offset=4", ["a"]],
    ["?limit=2&offset=5", []],
    ["?offset=3", ["b", "a"]],
    ["?limit=99999999999999999999&offset=1", ["d", "c", "b", "a"]],
    ["?offset=99999999999999999999", []],
    ["?status=paused", ["d", "b"]],
    ["?status=active&limit=1&offset=1", ["c"]],
    ["?status=failed", ["a"]],
    ["?status=resuming", []],
    ["?metadata.odd=yes&limit=1&offset=1", ["c"]],
    ["?metadata.odd=yes&status=active", ["e", "c"]],
  ])("%j has %j", async (query, wanted) => {
    const { store, team, other, get } = await fixture();
    const statuses = { a: "failed", b: "paused", c: "active", d: "paused", e: "active" };
    for (const [index, [name, status]] of Object.entries(statuses).entries()) {
      const created_at = `2026-01-01T0${index}:00:00Z`;
      const metadata: Record<string, string> = index % 2 === 0 ? { odd: "yes" } : {};
      await put(store, team, sandbox({ name, status, created_at, metadata }));
    }
    await put(store, other, sandbox({ name: "theirs" }));
    expect(await names(await get(`/sandboxes${query}`))).toEqual(wanted);
  });

  it("has a sandbox under the status that its timeout and its resume have led to", async () => {
    const { store, team, get, clock } = await fixture();
    const created_at = new Date(noon - 60_000).toISOString();
    await put(store, team, sandbox({ name: "timed", created_at, timeout_seconds: 90 }));
    for (const [time, active, paused] of [
      [noon + 29_999, ["timed"], []],
      [noon + 30_000, [], ["timed"]],
    ] as const) {
      clock.now = time;
      expect(await names(await get("/sandboxes?status=active"))).toEqual(active);
      expect(await names(await get("/sandboxes?status=paused"))).toEqual(paused);
    }
  });

  it.each<[query: string, message: RegExp]>([
    ["limit=0", /^limit must be at least 1\.$/],
    ["limit=-1", /^limit must be at least 1\.$/],
    ["limit=1.5", /^limit must be an integer\.$/],
    ["limit=all", /^limit must be an integer\.$/],
    ["limit=", /^limit must be an integer\.$/],
    ["limit=1&limit=1", /^limit must not be given twice\.$/],
    ["offset=-1", /^offset must be at least 0\.$/],
    ["status=sleeping", /^status must be one of /],
    ["status=Active", /^status must be one of /],
    ["status=", /^status must be one of /],
    ["status=active&status=paused", /^status must not be given twice\.$/],
  ])("cannot be selected with %s", async (query, message) => {
    const { get } = await fixture();
    const response = await get(`/sandboxes?${query}`);
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as ErrorResponse;
    expect(error).toEqual({ code: "bad_request", message: expect.stringMatching(message) });
  });
});

describe("the filter", () => {
  const metadata: Readonly<Record<string, Record<string, string>>> = {
    prod: { env: "prod", owner: "agent-7" },
    dev: { env: "dev", owner: "agent-7" },
    odd: { "a&b=c": "1", é: "ü", "a b": "x#y", "%41": "+", empty: "", count: "42" },
    none: {},
  };

  it.each<[query: string, wanted: string[]]>([
    ["", ["dev", "none", "odd", "prod"]],
    ["?metadata.env=prod", ["prod"]],
    ["?metadata.owner=agent-7", ["dev", "prod"]],
    ["?metadata.env=prod&metadata.owner=agent-7", ["prod"]],
    ["?metadata.env=prod&metadata.owner=agent-8", []],
    ["?metadata.env=PROD", []],
    ["?metadata.env=pro", []],
    ["?metadata.ENV=prod", []],
    ["?metadata.count=42", ["odd"]],
    ["?metadata.count=42.0", []],
    ["?metadata.empty=", ["odd"]],
    ["?metadata.empty", ["odd"]],
    ["?metadata.env=", []],
    ["?metadata.a%26b%3Dc=1", ["odd"]],
    ["?metadata.%C3%A9=%C3%BC", ["odd"]],
    ["?metadata.é=ü", ["odd"]],
    ["?metadata.a+b=x%23y", ["odd"]],
    ["?metadata.a%20b=x%23y", ["odd"]],
    ["?metadata.%2541=%2B", ["odd"]],
    ["?metadata.%2541=+", []],
    ["?metadata%2Eenv=prod", ["prod"]],
    ["?metadata.toString=x", []],
    ["?page=1&metadata=x&env=prod&Metadata.env=dev&%E0%A4%A=1&&", ["dev", "none", "odd", "prod"]],
  ])("%j finds %j", async (query, wanted) => {
    const { store, team, get } = await fixture();
    for (const [name, pairs] of Object.entries(metadata))
      await put(store, team, sandbox({ name, metadata: pairs }));
    expect((await names(await get(`/sandboxes${query}`))).toSorted()).toEqual(wanted);
  });

  // One case per rule. Other tests cover the exact limits in bytes.
  it.each<[query: string, message: string]>([
    ["metadata.=x", "metadata: the key is empty"],
    ["metadata.env=a&metadata.e%6Ev=b", 'metadata: the key "env" is given twice'],
    ["metadata.a=%ff", 'metadata: the value of "a" is not percent-encoded UTF-8'],
    [
      "metadata.Superserve.a=x",
      'metadata: the key "Superserve.a" is reserved; keys must not start with "superserve." or "_superserve"',
    ],
    [
      `metadata.a=${"%C3%A9".repeat(1025)}`,
      'metadata: the value of "a" has 2050 bytes; at most 2048 are allowed',
    ],
  ])("rejects %s", async (query, message) => {
    const { get } = await fixture();
    const response = await get(`/sandboxes?${query}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual<ErrorResponse>({
      error: { code: "bad_request", message },
    });
  });

  it("is not checked before the key", async () => {
    const { get } = await fixture();
    expect((await get("/sandboxes?metadata.=x", "wrong")).status).toBe(401);
  });
});
