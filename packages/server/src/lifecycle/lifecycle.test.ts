import type { Sandbox } from "@sandboxes/schema";
import { describe, expect, it } from "vitest";
import { createRecord } from "./create-record.ts";
import { type LifecycleEvent, nextStatus, observe, pause, resume } from "./lifecycle.ts";
import type { SandboxRecord } from "./sandbox-record.ts";

function record(status: string): SandboxRecord {
  const sandbox: Sandbox = {
    id: "3c90c3cc-0d44-4b50-8888-8dd25736052a",
    name: "demo",
    status,
    vcpu_count: 1,
    memory_mib: 512,
    created_at: "2026-01-01T00:00:00Z",
    metadata: {},
  };
  return createRecord("team", sandbox);
}

it.each<[status: string, event: LifecycleEvent, next: string | undefined]>([
  ["active", "pause", "paused"],
  ["active", "resume", undefined],
  ["active", "become-active", undefined],
  ["paused", "pause", undefined],
  ["paused", "resume", "resuming"],
  ["paused", "become-active", undefined],
  ["resuming", "pause", undefined],
  ["resuming", "resume", undefined],
  ["resuming", "become-active", "active"],
  // The live service also has undocumented states. They allow no documented event.
  ["failed", "pause", undefined],
  ["starting", "resume", undefined],
  ["constructor", "pause", undefined],
])("from %s, %s leads to %s", (status, event, next) => {
  expect(nextStatus(status, event)).toBe(next);
});

describe("a resume", () => {
  const paused = pause(record("active"), "00000000-0000-4000-8000-000000000001", 0)!;
  const resuming = resume(paused, 1000, "new token")!;

  it("has the snapshot of the pause, a new token, and counts as a change", () => {
    expect(paused).toMatchObject({ revision: 1, sandbox: { status: "paused" } });
    expect(resuming).toMatchObject({
      revision: 2,
      accessToken: "new token",
      sandbox: { status: "resuming", snapshot_id: "00000000-0000-4000-8000-000000000001" },
    });
  });

  it("ends only when its time has passed", () => {
    expect(observe(resuming, 999)).toBe(resuming);
    const active = observe(resuming, 1000);
    expect(active).toMatchObject({ revision: 2, sandbox: { status: "active" } });
    expect(active).not.toHaveProperty("activeAt");
  });

  it("does not change a record that is not resuming", () => {
    const other = { ...record("failed"), activeAt: 1 };
    expect(observe(other, 2)).toBe(other);
    expect(resume(resuming, 0, "x")).toBeUndefined();
  });
});
