import type { Sandbox } from "@sandboxes/schema";
import { planDeletion, startCountdown } from "./auto-delete.ts";
import { hasStatus } from "./lifecycle.ts";
import type { SandboxRecord } from "./sandbox-record.ts";
import { type Timeout, toMs } from "./timeout.ts";

/** A number to set, `null` to clear, or `undefined` to keep the value. */
type Setting = number | null | undefined;

/** The new values of the fields that decide when a sandbox is paused and deleted. */
export interface WindowChanges {
  readonly timeout_seconds?: Setting;
  readonly auto_delete_seconds?: Setting;
}

/**
 * Changes when a sandbox is paused and deleted. The timeout counts from the start of the session, and pauses
 * the sandbox now if that time has passed. The countdown of a paused sandbox starts now.
 *
 * @param now milliseconds since the epoch
 */
export function changeWindows(
  record: SandboxRecord,
  { timeout_seconds, auto_delete_seconds }: WindowChanges,
  now: number,
): SandboxRecord {
  let changed = record;
  if (timeout_seconds !== undefined) changed = changeTimeout(changed, timeout_seconds, now);
  if (auto_delete_seconds !== undefined) {
    const sandbox = withField(changed.sandbox, "auto_delete_seconds", auto_delete_seconds);
    const isPaused = hasStatus(record, "paused");
    changed = { ...changed, sandbox: isPaused ? startCountdown(sandbox, now) : sandbox };
  }
  return planDeletion(changed);
}

function changeTimeout(record: SandboxRecord, seconds: number | null, now: number): SandboxRecord {
  const { timeout: before, ...rest } = record;
  const sandbox = withField(record.sandbox, "timeout_seconds", seconds);
  const isInSession = hasStatus(record, "active") || hasStatus(record, "resuming");
  if (seconds === null || !isInSession) return { ...rest, sandbox };
  const since = record.activeSince ?? toMs(record.sandbox.created_at);
  const timeout: Timeout = {
    at: Math.max(now, since + seconds * 1000),
    snapshotId: before?.snapshotId ?? crypto.randomUUID(),
  };
  return { ...rest, sandbox, timeout };
}

function withField(sandbox: Sandbox, name: keyof WindowChanges, value: number | null): Sandbox {
  const { [name]: _, ...rest } = sandbox;
  return value === null ? rest : { ...rest, [name]: value };
}
