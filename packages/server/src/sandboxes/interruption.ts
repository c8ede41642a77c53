import { ApiFault } from "../api-fault.ts";
import type { SandboxRecord } from "../lifecycle/lifecycle.ts";

/** Creates the response to a request that used a sandbox which was removed meanwhile. */
export function gone(why: string): ApiFault {
  return new ApiFault(410, "gone", `The sandbox is gone: ${why} meanwhile.`);
}

/** Creates the response to a command that a pause ended. */
export function pausedMeanwhile(): ApiFault {
  return new ApiFault(409, "conflict", "The sandbox was paused while the command ran.");
}

/** Creates the response to a command whose server lost the sandbox to another server. */
export function takenOver(): ApiFault {
  const message =
    "Another server has taken over the sandbox. What the command wrote is not kept. Run it again.";
  return new ApiFault(409, "conflict", message);
}

/** Creates the response to a command that waited for another server for too long. */
export function neverStarted(seconds: number): ApiFault {
  const message = `The command did not start within ${seconds} s: another server runs commands in the sandbox. Try again.`;
  return new ApiFault(503, "service_unavailable", message, { "Retry-After": "1" });
}

/** Creates the response to a command that the server ended because it stops. */
export function shuttingDown(): ApiFault {
  const message = "The server is shutting down. Try again.";
  return new ApiFault(503, "service_unavailable", message, { "Retry-After": "1" });
}

/** @returns whether a sandbox was paused between two records of it, whether or not it was resumed since */
export function wasPaused(before: SandboxRecord, now: SandboxRecord): boolean {
  // Each pause creates a new snapshot. An older record that is read late proves nothing.
  return now.revision > before.revision && now.sandbox.snapshot_id !== before.sandbox.snapshot_id;
}

/**
 * Finds out whether the commands of a sandbox may continue, whichever server changed it.
 *
 * @returns why they end; `undefined` when they may continue
 */
export function interruption(
  before: SandboxRecord,
  now: SandboxRecord | undefined,
): ApiFault | undefined {
  if (!now) return gone("it was deleted");
  return wasPaused(before, now) ? pausedMeanwhile() : undefined;
}
