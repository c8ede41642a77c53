import type { SandboxWithToken } from "@sandboxes/schema";
import { createKey, createTeam } from "@sandboxes/server";
import { describe, expect, it } from "vitest";
import { call } from "../call.ts";
import { noon } from "../fixture.ts";
import { started } from "../start/started.ts";

const error = (code: string, message: RegExp): unknown => ({
  error: { code, message: expect.stringMatching(message) as unknown },
});

/** A 409 does not reveal the state, so that no caller depends on its wording. */
const conflict = {
  error: {
    code: "conflict",
    message: "The state of the sandbox does not allow this operation.",
  },
};

describe("a new sandbox", () => {
  it("is active, and has all requested fields", async () => {
    const { create, ask } = await started();
    const made = await create({
      name: "é".repeat(32),
      timeout_seconds: 604_800,
      metadata: { env: "prod" },
      network: { allow_out: ["*.github.com", "8.8.8.8/32"] },
      env_vars: { LOG_LEVEL: "debug" },
    });
    expect(made).toEqual({
      id: expect.stringMatching(/^[\da-f-]{36}$/) as unknown,
      name: "é".repeat(32),
      status: "active",
      vcpu_count: 2,
      memory_mib: 2048,
      created_at: new Date(noon).toISOString(),
      timeout_seconds: 604_800,
      network: { allow_out: ["*.github.com", "8.8.8.8/32"] },
      metadata: { env: "prod" },
      access_token: expect.stringMatching(/^sat_[\da-f]{64}$/) as unknown,
    });
    expect((await ask("getSandbox", { id: made.id })).body).toEqual(made);
    // IDs are case-insensitive (RFC 9562, section 4).
    expect((await ask("getSandbox", { id: made.id.toUpperCase() })).body).toEqual(made);
    const { access_token: _, ...shown } = made;
    expect((await ask("listSandboxes")).body).toEqual([shown]);
  });

  it("has no timeout and no rules by default", async () => {
    const { create } = await started();
    const made = await create({ network: { allow_out: [] } });
    expect(Object.keys(made)).not.toContain("timeout_seconds");
    expect(Object.keys(made)).not.toContain("network");
    expect(made.metadata).toEqual({});
  });

  it("is rejected beyond the team's cap, until another one is deleted", async () => {
    const { create, ask, clock } = await started({ maxSandboxes: 2 });
    const [first] = [await create(), await create({ timeout_seconds: 60 })];
    const full = await ask("createSandbox", { body: { name: "third" } });
    expect(full).toMatchObject({
      status: 429,
      body: error("too_many_sandboxes", /reached its limit of 2 sandboxes/),
    });
    // Waiting does not help.
    expect(full.headers.has("Retry-After")).toBe(false);
    clock.now += 59_000;
    await ask("deleteSandbox", { id: first.id });
    await create();
    expect((await ask("createSandbox", { body: { name: "more" } })).status).toBe(429);
  });
});

describe("the lifecycle", () => {
  it("goes from active to paused and back, with a snapshot and a new token", async () => {
    const { create, ask } = await started();
    const made = await create();
    expect((await ask("pauseSandbox", { id: made.id })).status).toBe(204);
    const paused = (await ask("getSandbox", { id: made.id })).body as SandboxWithToken;
    expect(paused).toEqual({
      ...made,
      status: "paused",
      snapshot_id: expect.stringMatching(/^[\da-f-]{36}$/) as unknown,
    });
    const resumed = await ask("resumeSandbox", { id: made.id });
    const { access_token: token } = resumed.body as SandboxWithToken;
    expect(resumed.body).toEqual({ id: made.id, status: "active", access_token: token });
    expect(token).not.toBe(made.access_token);
    expect((await ask("getSandbox", { id: made.id })).body).toEqual({
      ...paused,
      status: "active",
      access_token: token,
    });
    await ask("pauseSandbox", { id: made.id });
    const again = (await ask("getSandbox", { id: made.id })).body as SandboxWithToken;
    expect(again.snapshot_id).not.toBe(paused.snapshot_id);
  });

  it("shows the status resuming, and rejects operations that need another state", async () => {
    const { create, ask } = await started({ resumeMs: 500 });
    const { id } = await create();
    await ask("pauseSandbox", { id });
    const resuming = ask("resumeSandbox", { id });
    const list = async (): Promise<unknown> => (await ask("listSandboxes")).body;
    await expect.poll(list, { interval: 1 }).toMatchObject([{ status: "resuming" }]);
    const during = await Promise.all([
      ask("resumeSandbox", { id }),
      ask("pauseSandbox", { id }),
      ask("execSandbox", { id, body: { command: "true" } }),
      ask("updateSandbox", { id, body: { network: {} } }),
      ask("updateSandbox", { id, body: { metadata: { env: "prod" } } }),
    ]);
    for (const refused of during.slice(0, 4))
      expect(refused).toMatchObject({ status: 409, body: conflict });
    expect(during[4].status).toBe(204);
    expect((await resuming).body).toMatchObject({ id, status: "active" });
  });

  it("lets one of two concurrent resumes succeed", async () => {
    const { create, ask } = await started();
    for (let round = 0; round < 20; round++) {
      const { id } = await create();
      await ask("pauseSandbox", { id });
      const two = await Promise.all([ask("resumeSandbox", { id }), ask("resumeSandbox", { id })]);
      expect(two.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    }
  });

  it("is paused by its timeout, with a snapshot, and never deleted", async () => {
    const { create, ask, clock } = await started({ resumeMs: 0 });
    const { id } = await create({ timeout_seconds: 60 });
    const look = async (): Promise<SandboxWithToken> =>
      (await ask("getSandbox", { id })).body as SandboxWithToken;
    clock.now += 59_999;
    expect(await look()).toMatchObject({ status: "active" });
    clock.now += 1;
    const paused = await look();
    expect(paused).toMatchObject({ status: "paused", timeout_seconds: 60 });
    expect(paused.snapshot_id).toMatch(/^[\da-f-]{36}$/);
    expect((await ask("pauseSandbox", { id })).status).toBe(409);
    clock.now += 604_800_000;
    expect(await look()).toEqual(paused);
    // It can be changed, resumed and deleted like any other paused sandbox.
    expect((await ask("updateSandbox", { id, body: { metadata: { a: "b" } } })).status).toBe(204);
    expect((await ask("resumeSandbox", { id })).status).toBe(200);
    // The resume starts a new session.
    clock.now += 59_999;
    expect(await look()).toMatchObject({ status: "active", snapshot_id: paused.snapshot_id });
    clock.now += 1;
    const again = await look();
    expect(again).toMatchObject({ status: "paused", metadata: { a: "b" } });
    expect(again.snapshot_id).not.toBe(paused.snapshot_id);
    expect((await ask("deleteSandbox", { id })).status).toBe(204);
  });

  it("stays paused when its timeout passes", async () => {
    const { create, ask, clock } = await started();
    const { id } = await create({ timeout_seconds: 60 });
    await ask("pauseSandbox", { id });
    const before = (await ask("getSandbox", { id })).body;
    clock.now += 60_000;
    expect((await ask("getSandbox", { id })).body).toEqual(before);
  });

  it("is activated from active and paused, and from no other state", async () => {
    const { create, ask } = await started({ resumeMs: 500 });
    const made = await create();
    const { id } = made;
    expect(await ask("activateSandbox", { id })).toMatchObject({ status: 200, body: made });
    await ask("pauseSandbox", { id });
    const activating = ask("activateSandbox", { id });
    const list = async (): Promise<unknown> => (await ask("listSandboxes")).body;
    await expect.poll(list, { interval: 1 }).toMatchObject([{ status: "resuming" }]);
    const during = await ask("activateSandbox", { id });
    expect(during).toMatchObject({ status: 409, body: conflict });
    const { status, body } = await activating;
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, status: "active", name: "demo" });
    expect(body).toEqual((await ask("getSandbox", { id })).body);
  });

  it.each([0, 5])("lets one of several concurrent activations resume (%d ms)", async (resumeMs) => {
    const { create, ask } = await started({ resumeMs });
    for (let round = 0; round < 5; round++) {
      const { id } = await create();
      await ask("pauseSandbox", { id });
      const answers = await Promise.all(
        Array.from({ length: 4 }, async () => await ask("activateSandbox", { id })),
      );
      const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
      expect(statuses).toEqual([200, 409, 409, 409]);
    }
  });

  it("ends with a delete, which succeeds only once", async () => {
    const { create, ask } = await started();
    const { id } = await create();
    const two = await Promise.all([ask("deleteSandbox", { id }), ask("deleteSandbox", { id })]);
    expect(two.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 404]);
    expect(await ask("getSandbox", { id })).toMatchObject({
      status: 404,
      body: error("not_found", new RegExp(id)),
    });
  });
});

describe("an update", () => {
  it("replaces the given fields completely, and no others", async () => {
    const { create, ask } = await started();
    const network = { allow_out: ["8.8.8.8"], deny_out: ["0.0.0.0/0"] };
    const { id } = await create({ metadata: { env: "prod", owner: "x" }, network });
    const update = async (body: object): Promise<unknown> => {
      expect((await ask("updateSandbox", { id, body })).status).toBe(204);
      return (await ask("getSandbox", { id })).body;
    };
    expect(await update({ metadata: { env: "dev" } })).toMatchObject({
      metadata: { env: "dev" },
      network,
    });
    expect(await update({ network: { deny_out: ["1.1.1.1"] } })).toMatchObject({
      metadata: { env: "dev" },
      network: { deny_out: ["1.1.1.1"] },
    });
    expect(await update({ network: {}, metadata: {} })).not.toHaveProperty("network");
  });

  it("needs an active sandbox for rules, and otherwise changes nothing", async () => {
    const { create, ask } = await started();
    const { id } = await create({ metadata: { a: "1" } });
    await ask("pauseSandbox", { id });
    const body = { network: { allow_out: ["8.8.8.8"] }, metadata: { a: "2" } };
    expect(await ask("updateSandbox", { id, body })).toMatchObject({
      status: 409,
      body: conflict,
    });
    expect((await ask("getSandbox", { id })).body).toMatchObject({ metadata: { a: "1" } });
  });

  it("is found by its new metadata", async () => {
    const { create, ask, get } = await started();
    const { id } = await create({ metadata: { env: "prod" } });
    await ask("updateSandbox", { id, body: { metadata: { env: "dev" } } });
    expect(await (await get("/sandboxes?metadata.env=prod")).json()).toEqual([]);
    expect(await (await get("/sandboxes?metadata.env=dev")).json()).toHaveLength(1);
  });
});

it("hides a sandbox from other teams in every operation", async () => {
  const { app, store, create, ask } = await started();
  const { id } = await create();
  const before = (await ask("getSandbox", { id })).body;
  const { apiKey } = await createKey(store, await createTeam(store));
  const bodies = { updateSandbox: { metadata: {} }, execSandbox: { command: "true" } };
  for (const operation of [
    "getSandbox",
    "updateSandbox",
    "deleteSandbox",
    "pauseSandbox",
    "resumeSandbox",
    "activateSandbox",
    "execSandbox",
    "execSandboxStream",
  ] as const) {
    const body: unknown = { ...bodies, execSandboxStream: bodies.execSandbox }[
      operation as "execSandbox"
    ];
    expect((await call(app, operation, { id, apiKey, body })).status).toBe(404);
  }
  expect((await ask("getSandbox", { id })).body).toEqual(before);
});

it.each([
  'application/json; charset="UTF-8"',
  "Application/JSON;charset=utf8",
  "application/merge-patch+json",
])("accepts a body as %s", async (type) => {
  const { app, apiKey } = await started();
  const headers = { "X-API-Key": apiKey, "Content-Type": type, "Content-Encoding": "identity" };
  const init = { method: "POST", headers, body: JSON.stringify({ name: "é" }) };
  const response = await app.fetch(new Request("http://localhost/sandboxes", init));
  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject({ name: "é" });
});

describe("rejects", () => {
  const long = "x".repeat(2049);
  it.each<[id: Parameters<typeof call>[1], body: unknown, message: RegExp]>([
    ["createSandbox", undefined, /The body must be application\/json, not without a Content-Type/],
    ["createSandbox", [], /^The body must be an object/],
    [
      "execSandbox",
      { command: "a", env: { "A=B": "" } },
      /^env: the name "A=B" must not contain "=" or NUL\.$/,
    ],
    ["execSandbox", { command: "a", env: { "": "" } }, /^env: a name is empty\.$/],
    ["createSandbox", {}, /^name is missing/],
    ["createSandbox", { name: "" }, /^name must have at least 1 character/],
    ["createSandbox", { name: "x".repeat(65) }, /^name: the name has 65 bytes; at most 64 are/],
    ["createSandbox", { name: `${"é".repeat(32)}x` }, /^name: the name has 65 bytes/],
    ["createSandbox", { name: "a\0b" }, /^name: the name contains NUL/],
    ["createSandbox", { name: null }, /^name must be a string/],
    ["createSandbox", { name: "a", metadata: { "a\0": "" } }, /^metadata: the key .* contains NUL/],
    [
      "createSandbox",
      { name: "a", metadata: { a: "\0" } },
      /^metadata: the value of "a" contains NUL/,
    ],
    ["createSandbox", { name: "a", metadata: { a: null } }, /^metadata\.a must be a string/],
    ["createSandbox", { name: "a", metadata: 7 }, /^metadata must be an object/],
    ["createSandbox", { name: "a", from_template: " \t" }, /^from_template: the name is blank/],
    ["createSandbox", { name: "a", from_template: "" }, /^from_template: the name is blank/],
    ["updateSandbox", { metadata: null, network: null }, /^The body must have at least 1 property/],
    ["execSandbox", { command: null }, /^command must be a string/],
    ["execSandbox", { command: "a", env: { A: null } }, /^env\.A must be a string/],
    ["createSandbox", { name: "a", colour: "red" }, /^colour is not known here/],
    [
      "createSandbox",
      { name: "a", timeout_seconds: 604_801 },
      /^timeout_seconds must be at most 604800/,
    ],
    [
      "createSandbox",
      { name: "a", auto_delete_seconds: -1 },
      /^auto_delete_seconds must be at least 0/,
    ],
    ["updateSandbox", { auto_delete_seconds: 2_592_001 }, /must be at most 2592000/],
    ["updateSandbox", { timeout_seconds: 0 }, /^timeout_seconds must be at least 1/],
    ["updateSandbox", { timeout_seconds: null, name: null }, /^name is not known here/],
    ["createSandbox", { name: "a", metadata: { n: 1 } }, /^metadata\.n must be a string/],
    [
      "createSandbox",
      { name: "a", metadata: { k: long } },
      /^metadata: the value of "k" has 2049 bytes/,
    ],
    [
      "createSandbox",
      { name: "a", metadata: { "Superserve.x": "" } },
      /^metadata: the key "Superserve.x" is reserved/,
    ],
    [
      "createSandbox",
      { name: "a", env_vars: { "A=B": "" } },
      /^env_vars: the name "A=B" must not contain/,
    ],
    [
      "createSandbox",
      { name: "a", network: { allow_out: ["::1"] } },
      /^network: allow_out\[0\] "::1" is IPv6/,
    ],
    [
      "createSandbox",
      { name: "a", network: { deny_out: ["a.com"] } },
      /^network: deny_out\[0\] "a.com" is a domain name/,
    ],
    [
      "createSandbox",
      { name: "a", network: { allow_out: ["256.1.1.1"] } },
      /is not an IPv4 address, CIDR block or domain/,
    ],
    ["createSandbox", { name: "\ud800" }, /half of a surrogate pair/],
    ["updateSandbox", {}, /^The body must have at least 1 property/],
    ["updateSandbox", { name: "b" }, /^name is not known here/],
    ["execSandbox", {}, /^command is missing/],
    ["execSandbox", { command: "a", args: [1] }, /^args\[0\] must be a string/],
    ["execSandbox", { command: "a", timeout_s: 0 }, /^timeout_s must be at least 1/],
    ["execSandboxStream", { command: "" }, /^command must have at least 1 character/],
  ])("%s with %j", async (operation, body, message) => {
    const { create, ask } = await started();
    const { id } = await create();
    expect(await ask(operation, { id, body })).toMatchObject({
      status: 400,
      body: error("bad_request", message),
    });
  });

  it("an ID that is not a UUID, before the lookup", async () => {
    const { ask } = await started();
    expect(await ask("getSandbox", { id: "demo" })).toMatchObject({
      status: 400,
      body: error("bad_request", /^sandbox_id must be a UUID/),
    });
  });
});
