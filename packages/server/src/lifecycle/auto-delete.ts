import type { Sandbox } from "@sandboxes/schema";
import type { SandboxRecord } from "./sandbox-record.ts";

/**
 * Starts the countdown of a sandbox that is paused.
 *
 * @param pausedAt milliseconds since the epoch
 * @returns the sandbox with `auto_delete_at`, if it has `auto_delete_seconds`
 */
export function startCountdown(sandbox: Sandbox, pausedAt: number): Sandbox {
  const rest = cancelCountdown(sandbox);
  const { auto_delete_seconds: seconds } = rest;
  if (seconds === undefined) return rest;
  return { ...rest, auto_delete_at: new Date(deletionOf(pausedAt, seconds)).toISOString() };
}

/** Cancels the countdown of a sandbox that is resumed. */
export function cancelCountdown(sandbox: Sandbox): Sandbox {
  const { auto_delete_at: _, ...rest } = sandbox;
  return rest;
}

/**
 * Sets when a store may remove a record: at its `auto_delete_at`, or `auto_delete_seconds` after the pause by
 * its timeout.
 */
export function planDeletion(given: SandboxRecord): SandboxRecord {
  const { endsAt: _, ...record } = given;
  const { status, auto_delete_at, auto_delete_seconds } = record.sandbox;
  if (status === "paused")
    return auto_delete_at === undefined
      ? record
      : { ...record, endsAt: Date.parse(auto_delete_at) };
  if (record.timeout === undefined || auto_delete_seconds === undefined) return record;
  return { ...record, endsAt: deletionOf(record.timeout.at, auto_delete_seconds) };
}

/** @returns whether a record was deleted by its countdown. A store may still have it */
export function isDeleted({ endsAt }: SandboxRecord, now: number): boolean {
  return endsAt !== undefined && endsAt <= now;
}

/** Rounds up, because `auto_delete_at` has whole milliseconds and must not be before the pause. */
function deletionOf(pausedAt: number, seconds: number): number {
  return Math.ceil(pausedAt + seconds * 1000);
}
