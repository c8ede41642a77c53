import type { SandboxWithToken } from "@sandboxes/schema";
import { describe, expect, it } from "vitest";
import { noon } from "../fixture.ts";
import { started } from "../start/started.ts";

describe("auto-delete", () => {
  const seconds = (sandbox: unknown): unknown => (sandbox as SandboxWithToken).auto_delete_at;

  it("deletes a sandbox that stays paused, and a resume cancels it", async () => {
    const { create, ask, clock } = await started({ resumeMs: 0, maxSandboxes: 1 });
    const { id } = await create({ auto_delete_seconds: 60 });
    const look = async (): Promise<unknown> => (await ask("getSandbox", { id })).body;
    expect(await look()).toMatchObject({ auto_delete_seconds: 60 });
    expect(await look()).not.toHaveProperty("auto_delete_at");
    await ask("pauseSandbox", { id });
    expect(seconds(await look())).toBe(new Date(noon + 60_000).toISOString());
    clock.now += 59_999;
    expect((await ask("resumeSandbox", { id })).status).toBe(200);
    expect(await look()).not.toHaveProperty("auto_delete_at");
    clock.now += 1_000_000;
    await ask("pauseSandbox", { id });
    expect((await ask("createSandbox", { body: { name: "more" } })).status).toBe(429);
    clock.now += 60_000;
    for (const operation of [
      "getSandbox",
      "resumeSandbox",
      "activateSandbox",
      "pauseSandbox",
      "deleteSandbox",
    ] as const)
      expect((await ask(operation, { id })).status).toBe(404);
    expect((await ask("listSandboxes")).body).toEqual([]);
    // It counts no more towards the team's cap.
    await create();
  });

  it("of 0 seconds deletes a sandbox with its pause", async () => {
    const { create, ask, clock } = await started();
    const second = await create({ auto_delete_seconds: 0, timeout_seconds: 60 });
    const first = await create({ auto_delete_seconds: 0 });
    expect((await ask("pauseSandbox", { id: first.id })).status).toBe(204);
    expect((await ask("getSandbox", { id: first.id })).status).toBe(404);
    clock.now += 59_999;
    expect((await ask("getSandbox", { id: second.id })).status).toBe(200);
    clock.now += 1;
    expect((await ask("getSandbox", { id: second.id })).status).toBe(404);
    expect((await ask("listSandboxes")).body).toEqual([]);
  });

  it("starts with the pause by a timeout, also if nobody looks at that moment", async () => {
    const { create, ask, clock } = await started();
    const { id } = await create({ auto_delete_seconds: 10, timeout_seconds: 60 });
    clock.now += 65_000;
    const paused = (await ask("getSandbox", { id })).body;
    expect(paused).toMatchObject({ status: "paused" });
    expect(seconds(paused)).toBe(new Date(noon + 70_000).toISOString());
    expect((await ask("listSandboxes")).body).toMatchObject([{ id, status: "paused" }]);
    clock.now += 5000;
    expect((await ask("getSandbox", { id })).status).toBe(404);
  });

  it("removes the data of deleted sandboxes some time after a create", async () => {
    const { create, ask, clock, store, team } = await started();
    const { id } = await create({ auto_delete_seconds: 0 });
    const timed = await create({ auto_delete_seconds: 0, timeout_seconds: 1 });
    await ask("pauseSandbox", { id });
    expect(await store.findSandbox(team.id, id)).toBeUndefined();
    clock.now += 1000;
    expect(await store.findSandbox(team.id, timed.id)).toBeDefined();
    clock.now += 60_000;
    await create();
    await expect.poll(async () => await store.findSandbox(team.id, timed.id)).toBeUndefined();
  });
});

describe("an update", () => {
  it("sets and clears the timeout and the countdown, and keeps them where they are absent", async () => {
    const { create, ask, clock } = await started({ resumeMs: 0 });
    const { id } = await create({ timeout_seconds: 60, auto_delete_seconds: 600 });
    const update = async (body: object): Promise<Partial<SandboxWithToken>> => {
      expect((await ask("updateSandbox", { id, body })).status).toBe(204);
      return (await ask("getSandbox", { id })).body as SandboxWithToken;
    };
    expect(await update({ metadata: { a: "1" } })).toMatchObject({
      timeout_seconds: 60,
      auto_delete_seconds: 600,
    });
    expect(await update({ timeout_seconds: 120 })).toMatchObject({
      status: "active",
      timeout_seconds: 120,
      auto_delete_seconds: 600,
    });
    clock.now += 100_000;
    expect(await update({ timeout_seconds: null })).not.toHaveProperty("timeout_seconds");
    clock.now += 1_000_000;
    // The session is longer than that already.
    const paused = await update({ timeout_seconds: 60 });
    expect(paused).toMatchObject({
      status: "paused",
      auto_delete_at: new Date(clock.now + 600_000).toISOString(),
    });
    clock.now += 1000;
    expect(await update({ auto_delete_seconds: 60 })).toMatchObject({
      auto_delete_at: new Date(clock.now + 60_000).toISOString(),
    });
    const cleared = await update({ auto_delete_seconds: null, timeout_seconds: null });
    expect(cleared).toMatchObject({ status: "paused", metadata: { a: "1" } });
    for (const name of ["auto_delete_seconds", "auto_delete_at", "timeout_seconds"])
      expect(cleared).not.toHaveProperty(name);
    clock.now += 1e9;
    expect((await ask("getSandbox", { id })).status).toBe(200);
  });
});
