import type { Sandbox } from "@sandboxes/schema";
import { describe, expect, it } from "vitest";
import { type WindowChanges, changeWindows } from "./change-windows.ts";
import { createRecord } from "./create-record.ts";
import { observe, pause, resume } from "./lifecycle.ts";
import { type Phase, phasesOf } from "./phases.ts";
import type { SandboxRecord } from "./sandbox-record.ts";

const snapshot = "00000000-0000-4000-8000-000000000001";

function active(fields: Partial<Sandbox> = {}): SandboxRecord {
  return createRecord("team", {
    id: "3c90c3cc-0d44-4b50-8888-8dd25736052a",
    name: "demo",
    status: "active",
    vcpu_count: 1,
    memory_mib: 512,
    created_at: "1970-01-01T00:00:00Z",
    metadata: {},
    ...fields,
  });
}

/** The time of the next pause and of the deletion, in seconds. */
function windows({ timeout, endsAt }: SandboxRecord): (number | undefined)[] {
  return [timeout?.at, endsAt].map((time) => (time === undefined ? undefined : time / 1000));
}

describe("a countdown", () => {
  it.each<[auto_delete_seconds: number, auto_delete_at: string]>([
    [60, "1970-01-01T00:02:00.000Z"],
    [0, "1970-01-01T00:01:00.000Z"],
  ])("of %d seconds starts with a pause, and ends with a resume", (auto_delete_seconds, at) => {
    const running = active({ auto_delete_seconds });
    expect(windows(running)).toEqual([undefined, undefined]);
    const paused = pause(running, snapshot, 60_000)!;
    expect(paused.sandbox.auto_delete_at).toBe(at);
    expect(paused.endsAt).toBe(Date.parse(at));
    const resumed = resume(paused, 70_000, "token")!;
    expect(resumed.sandbox).not.toHaveProperty("auto_delete_at");
    expect(resumed).not.toHaveProperty("endsAt");
  });

  it("starts with the pause by the timeout", () => {
    const running = active({ timeout_seconds: 60, auto_delete_seconds: 30 });
    expect(windows(running)).toEqual([60, 90]);
    expect(observe(running, 59_999).sandbox).not.toHaveProperty("auto_delete_at");
    expect(observe(running, 60_000).sandbox).toMatchObject({
      status: "paused",
      auto_delete_at: "1970-01-01T00:01:30.000Z",
    });
  });

  it("does not end before the pause, whose time may be between two milliseconds", () => {
    const created_at = "1970-01-01T00:00:00.000001Z";
    const running = active({ created_at, timeout_seconds: 60, auto_delete_seconds: 0 });
    expect(running.timeout?.at).toBeCloseTo(60_000.001, 6);
    expect(running.endsAt).toBe(60_001);
  });
});

describe("a session", () => {
  it("starts anew with each resume", () => {
    const first = active({ timeout_seconds: 60 });
    const second = resume(pause(first, snapshot, 50_000)!, 1_000_000, "token")!;
    expect(windows(second)).toEqual([1060, undefined]);
  });
});

describe("a change at 100 s", () => {
  const now = 100_000;
  const session = active({ timeout_seconds: 600, auto_delete_seconds: 10 });
  const resumed = resume(pause(session, snapshot, 20_000)!, 90_000, "token")!;
  const paused = pause(session, snapshot, 50_000)!;

  it.each<[name: string, record: SandboxRecord, changes: WindowChanges, wanted: unknown[]]>([
    ["nothing", session, {}, [600, 610]],
    ["a longer timeout", session, { timeout_seconds: 700 }, [700, 710]],
    ["a timeout that has passed", session, { timeout_seconds: 1 }, [100, 110]],
    ["no timeout", session, { timeout_seconds: null }, [undefined, undefined]],
    ["a later deletion", session, { auto_delete_seconds: 20 }, [600, 620]],
    ["no deletion", session, { auto_delete_seconds: null }, [600, undefined]],
    ["both", session, { timeout_seconds: 200, auto_delete_seconds: 0 }, [200, 200]],
    ["a timeout of a later session", resumed, { timeout_seconds: 30 }, [120, 130]],
    ["a timeout of a paused one", paused, { timeout_seconds: 30 }, [undefined, 60]],
    ["a countdown of a paused one", paused, { auto_delete_seconds: 30 }, [undefined, 130]],
    ["no countdown of a paused one", paused, { auto_delete_seconds: null }, [undefined, undefined]],
  ])("sets %s", (_, record, changes, wanted) => {
    const changed = changeWindows(record, changes, now);
    expect(windows(changed)).toEqual(wanted);
    for (const [name, value] of Object.entries(changes))
      expect(changed.sandbox[name as keyof WindowChanges] ?? null).toBe(value);
  });

  it("keeps the snapshot that a pause by the timeout will have", () => {
    const changed = changeWindows(session, { timeout_seconds: 700 }, now);
    expect(changed.timeout?.snapshotId).toBe(session.timeout?.snapshotId);
  });
});

describe("the phases of a record", () => {
  const never = Number.POSITIVE_INFINITY;
  const limited = active({ timeout_seconds: 60 });

  it.each<[name: string, record: SandboxRecord, phases: Phase[]]>([
    ["active", active(), [{ status: "active", until: never }]],
    ["failed", active({ status: "failed" }), [{ status: "failed", until: never }]],
    [
      "with a timeout",
      limited,
      [
        { status: "active", until: 60_000 },
        { status: "paused", until: never },
      ],
    ],
    [
      "resuming with a timeout",
      resume(pause(limited, snapshot, 1)!, 100_000, "token")!,
      [
        { status: "resuming", until: 100_000 },
        { status: "active", until: 160_000 },
        { status: "paused", until: never },
      ],
    ],
  ])("%s", (_, record, phases) => {
    expect(phasesOf(record)).toEqual(phases);
  });
});
