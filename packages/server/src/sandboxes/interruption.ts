import { ApiFault } from "../api-fault.ts";
import type { SandboxRecord } from "../lifecycle/lifecycle.ts";

/** @returns what they are told who used a sandbox that is no more */
export function gone(why: string): ApiFault {
  return new ApiFault(410, "gone", `The sandbox is gone: ${why} meanwhile.`);
}

/** @returns what they are told whose command a pause has ended */
export function pausedMeanwhile(): ApiFault {
  return new ApiFault(409, "conflict", "The sandbox was paused while the command ran.");
}

/** @returns whether a sandbox was paused between two records of it, resumed since or not */
export function wasPaused(before: SandboxRecord, now: SandboxRecord): boolean {
  // Each pause makes a new snapshot. Whoever read the older one late has learnt nothing.
  return now.revision > before.revision && now.sandbox.snapshot_id !== before.sandbox.snapshot_id;
}

/**
 * Tells what has become of a sandbox while commands ran in it, whoever did it.
 *
 * @returns why they are ended; `undefined` when they may run on
 */
export function interruption(
  before: SandboxRecord,
  now: SandboxRecord | undefined,
): ApiFault | undefined {
  if (!now) return gone("it was deleted");
  return wasPaused(before, now) ? pausedMeanwhile() : undefined;
}
