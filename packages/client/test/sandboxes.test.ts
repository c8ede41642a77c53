import { type Client, type SandboxChange, createClient } from "@sandboxes/client";
import { type TestApiOptions, createTestApi } from "@sandboxes/test-utils";
import { describe, expect, onTestFinished, test } from "vitest";

// What is made of several calls, and what streams, against the real server, over real HTTP.

async function start(options: TestApiOptions = {}, endOfUrl = ""): Promise<Client> {
  const api = await createTestApi(options);
  const server = await api.listen();
  onTestFinished(() => server.close());
  return createClient({ baseUrl: server.url + endOfUrl, apiKey: api.apiKey });
}

async function firstId(client: Client): Promise<string> {
  for await (const { id } of client.sandboxes.list()) return id;
  throw new Error("There is no sandbox.");
}

const sandboxes = Array.from({ length: 300 }, (_, index) => ({
  name: `agent-${index}`,
  metadata: { parity: index % 2 ? "odd" : "even", text: ']},{"\\' },
}));

test.each(["/", "//"])("a base URL may end with %j", async (end) => {
  const client = await start({}, end);
  const { id } = await client.sandboxes.create({ name: "demo" });
  expect(await client.sandboxes.list()).toMatchObject([{ id, name: "demo" }]);
  await client.sandboxes.pause(id);
  expect(await client.sandboxes.get(id)).toMatchObject({ id, status: "paused" });
});

test("a list is the same, awaited and iterated", async () => {
  const client = await start({ sandboxes, maxSandboxes: sandboxes.length });
  const iterated: unknown[] = [];
  for await (const sandbox of client.sandboxes.list({ metadata: { parity: "odd" } }))
    iterated.push(sandbox);
  expect(iterated).toHaveLength(150);
  expect(iterated).toEqual(await client.sandboxes.list({ metadata: { parity: "odd" } }));
});

test("a list with a limit goes on to the next pages", async () => {
  const client = await start({ sandboxes, maxSandboxes: sandboxes.length });
  const query = { metadata: { parity: "odd" }, limit: 40 };
  const names: string[] = [];
  for await (const { name } of client.sandboxes.list(query)) names.push(name);
  const whole = await client.sandboxes.list({ metadata: { parity: "odd" } });
  expect(names).toEqual(whole.map(({ name }) => name));
  const sizes: number[] = [];
  for await (const page of client.sandboxes.list(query).pages()) sizes.push(page.length);
  expect(sizes).toEqual([40, 40, 40, 30]);
  expect(await client.sandboxes.list(query)).toEqual(whole.slice(0, 40));
  expect(await client.sandboxes.list(query).all()).toEqual(whole);
  expect(await client.sandboxes.list({ ...query, offset: 140 })).toEqual(whole.slice(140));
});

test("a list without a limit is one request", async () => {
  const api = await createTestApi({ sandboxes, maxSandboxes: sandboxes.length });
  const client = createClient(api);
  let count = 0;
  for await (const _ of client.sandboxes.list()) count += 1;
  await client.sandboxes.list().all();
  expect([count, api.calls.listSandboxes.length]).toEqual([300, 2]);
});

test("a paused sandbox is found by its status, and activated", async () => {
  const client = await start({ sandboxes: [{ name: "paused", status: "paused" }, {}] });
  const [paused, ...others] = await client.sandboxes.list({ status: "paused" });
  expect(paused).toMatchObject({ name: "paused" });
  expect(others).toEqual([]);
  const id = paused?.id ?? "";
  const active = await client.sandboxes.activate(id);
  expect(active).toEqual(await client.sandboxes.get(id));
  expect(active.status).toBe("active");
  expect(await client.sandboxes.list({ status: "paused" })).toEqual([]);
});

test("an update clears a timeout with null", async () => {
  const client = await start();
  const { id } = await client.sandboxes.create({ name: "demo", timeout_seconds: 60 });
  await client.sandboxes.update(id, { timeout_seconds: null, auto_delete_seconds: 60 });
  const updated = await client.sandboxes.get(id);
  expect(updated).not.toHaveProperty("timeout_seconds");
  expect(updated.auto_delete_seconds).toBe(60);
});

test("a list can be left early, and the client goes on", async () => {
  const client = await start({ sandboxes, maxSandboxes: sandboxes.length });
  for await (const sandbox of client.sandboxes.list()) {
    expect(sandbox.name).toMatch(/^agent-/);
    break;
  }
  expect(await client.health.get()).toMatchObject({ status: "ok" });
});

test("a command streams what `exec` gives", async () => {
  const client = await start({ shell: true });
  await using sandbox = await client.sandboxes.create({ name: "demo" });
  const command = "echo one; echo é >&2; exit 3";
  let stdout = "";
  let stderr = "";
  let exitCode: number | undefined;
  for await (const event of client.sandboxes.execStream(sandbox.id, { command })) {
    stdout += event.stdout ?? "";
    stderr += event.stderr ?? "";
    if (event.finished) exitCode = event.exit_code;
  }
  expect({ stdout, stderr, exit_code: exitCode, truncated: false }).toEqual(
    await client.sandboxes.exec(sandbox.id, { command }),
  );
}, 60_000);

describe("`await using`", () => {
  test("deletes what was created, at the end of the scope", async () => {
    const client = await start();
    {
      await using sandbox = await client.sandboxes.create({ name: "demo" });
      expect(await client.sandboxes.list()).toMatchObject([{ id: sandbox.id }]);
    }
    expect(await client.sandboxes.list()).toEqual([]);
  });

  test("takes it well when it is deleted already", async () => {
    const client = await start();
    {
      await using sandbox = await client.sandboxes.create({ name: "demo" });
      await client.sandboxes.delete(sandbox.id);
    }
    expect(await client.sandboxes.list()).toEqual([]);
  });

  test("works with the response, too", async () => {
    const client = await start();
    {
      const { data } = await client.sandboxes.create({ name: "demo" }).withResponse();
      await using sandbox = data;
      expect(sandbox.name).toBe("demo");
    }
    expect(await client.sandboxes.list()).toEqual([]);
  });
});

describe("waitFor", () => {
  test("waits until another caller has resumed the sandbox", async () => {
    const client = await start({ sandboxes: [{ status: "paused" }] });
    const id = await firstId(client);
    const waiting = client.sandboxes.waitFor(id, "active", { deadline: 60_000 });
    await client.sandboxes.resume(id);
    expect(await waiting).toMatchObject({ id: id, status: "active" });
  });

  test("rejects at once when there is no such sandbox", async () => {
    const client = await start();
    const id = "3c90c3cc-0d44-4b50-8888-8dd25736052a";
    await expect(client.sandboxes.waitFor(id, "active")).rejects.toMatchObject({
      name: "NotFoundError",
    });
  });

  test("rejects at the deadline", async () => {
    const client = await start({ sandboxes: [{ status: "paused" }] });
    const id = await firstId(client);
    await expect(client.sandboxes.waitFor(id, "active", { deadline: 300 })).rejects.toMatchObject({
      name: "TimeoutError",
    });
  });
});

test("watch tells what is added, changed and removed, of those with the labels", async () => {
  const client = await start({ sandboxes: [{ name: "other" }] });
  const labels = { metadata: { env: "prod" } };
  const changes: SandboxChange[] = [];
  const { id } = await client.sandboxes.create({ name: "demo", ...labels });
  const steps: (() => Promise<unknown>)[] = [
    () => client.sandboxes.pause(id),
    () => client.sandboxes.delete(id),
  ];
  for await (const change of client.sandboxes.watch({ ...labels, interval: 20 })) {
    changes.push(change);
    const step = steps.shift();
    if (!step) break;
    await step();
  }
  expect(changes).toMatchObject([
    { type: "added", sandbox: { name: "demo", status: "active" } },
    { type: "changed", sandbox: { status: "paused" }, before: { status: "active" } },
    { type: "removed", sandbox: { name: "demo", status: "paused" } },
  ]);
}, 60_000);
