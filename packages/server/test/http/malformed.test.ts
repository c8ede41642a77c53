import type { AppOptions, Store } from "@sandboxes/server";
import { type Listener, listen } from "@sandboxes/server/node";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { fixture, put, sandbox } from "../fixture.ts";
import type { Backend } from "../stores/backends.ts";
import { startBackends } from "../stores/start-backends.ts";
import { exchange } from "./exchange.ts";
import { write } from "./malformed-requests.ts";
import { fullExample } from "./mutations.ts";
import { bodySchema, hold, problemsOf, refusals, resolve, table } from "./refusals.ts";
import { createStubRuntime } from "./stub-runtime.ts";

/** The entire content of a store. */
async function contentOf(store: Store): Promise<unknown> {
  const teams = await store.listTeams();
  return await Promise.all(
    teams.map(async ({ id }) => {
      const records = [];
      for await (const batch of store.listSandboxes(id, { metadata: new Map(), now: 0 }))
        for (const record of batch)
          records.push([record, await store.disks.load(id, record.sandbox.id)]);
      return [id, await store.listKeys(id), records];
    }),
  );
}

it.each(table)("an unchanged request of $id succeeds", async (operation) => {
  const { app, store, team, apiKey } = await fixture({ runtime: createStubRuntime() });
  const [status, one] = [operation.id === "resumeSandbox" ? "paused" : "active", sandbox()];
  await put(store, team, { ...one, status });
  await using server = await listen(app);
  const schema = bodySchema(operation);
  const body = schema && fullExample(schema, resolve);
  const answer = await exchange(server.port, write({ operation, id: one.id, apiKey, body }));
  expect(answer).toMatchObject({ status: operation.success[0] });
});

const { backends, stop } = await startBackends();
afterAll(stop);

describe.each<Backend>(backends)("what is malformed, over $name", (backend) => {
  const started = vi.fn<NonNullable<AppOptions["runtime"]>["start"]>();
  const failed = vi.fn<(error: unknown) => void>();
  let store: Store;
  let apiKey: string;
  let server: Listener;
  let clear: () => Promise<void>;
  const { id } = sandbox();

  beforeAll(async () => {
    const place = await backend.create();
    store = await place.connect();
    const api = await fixture({ store, runtime: { start: started }, onError: failed });
    ({ apiKey } = api);
    await put(store, api.team, { ...sandbox(), id, metadata: { a: "b" } }, sandbox());
    await put(store, api.other, sandbox());
    await store.disks.save(api.team.id, id, new Uint8Array([1, 2, 3]));
    server = await listen(api.app);
    clear = async () => {
      await server.close();
      await place.clear();
    };
  });
  afterAll(async () => await clear());

  it.each(table)("is rejected by $id, and changes nothing", async (operation) => {
    const schema = bodySchema(operation);
    const body = schema && fullExample(schema, resolve);
    const all = [...refusals({ operation, id, apiKey, body })];
    const before = await contentOf(store);
    const problems: string[] = [];
    await hold(all, async (refusal) => {
      const answer = await exchange(server.port, refusal.sending).catch((error: Error) => error);
      const wrong =
        answer instanceof Error ? [answer.message] : problemsOf(answer, refusal, operation);
      if (wrong.length > 0) problems.push(`${refusal.title}: ${wrong.join("; ")}`);
    });
    expect(problems).toEqual([]);
    expect(all.length).toBeGreaterThan(schema ? 150 : 20);
    expect(started).not.toHaveBeenCalled();
    expect(failed).not.toHaveBeenCalled();
    expect(await contentOf(store)).toEqual(before);
  });
});
