import { ApiFault } from "../api-fault.ts";
import { isDeleted } from "../lifecycle/auto-delete.ts";
import type { SandboxRecord } from "../lifecycle/sandbox-record.ts";

/** Creates the error for a request whose sandbox was removed while it ran. */
export function gone(why: string): ApiFault {
  return new ApiFault(410, "gone", `The sandbox is gone: ${why} meanwhile.`);
}

/** Creates the error for a command that a pause ended. */
export function pausedMeanwhile(): ApiFault {
  return new ApiFault(409, "conflict", "The sandbox was paused while the command ran.");
}

/** Creates the error for a command whose server lost the sandbox to another server. */
export function takenOver(): ApiFault {
  const message =
    "Another server has taken over the sandbox. What the command wrote is not kept. Run it again.";
  return new ApiFault(409, "conflict", message);
}

/** Creates the error for a command that waited too long for another server. */
export function neverStarted(seconds: number): ApiFault {
  const message = `The command did not start within ${seconds} s: another server runs commands in the sandbox. Try again.`;
  return new ApiFault(503, "service_unavailable", message, { "Retry-After": "1" });
}

/** Creates the error for a command that ended because the server stops. */
export function shuttingDown(): ApiFault {
  const message = "The server is shutting down. Try again.";
  return new ApiFault(503, "service_unavailable", message, { "Retry-After": "1" });
}

/** @returns whether a sandbox was paused between two of its records, also if it was resumed since then */
export function wasPaused(before: SandboxRecord, now: SandboxRecord): boolean {
  // Each pause creates a new snapshot. Only a newer record can prove a pause.
  return now.revision > before.revision && now.sandbox.snapshot_id !== before.sandbox.snapshot_id;
}

/**
 * Checks whether the commands of a sandbox may continue after a change by any server, and after its timeout.
 *
 * @param time milliseconds since the epoch
 * @returns the error for the commands if they must end; `undefined` if they may continue
 */
export function interruption(
  before: SandboxRecord,
  now: SandboxRecord | undefined,
  time: number,
): ApiFault | undefined {
  if (!now || isDeleted(now, time)) return gone("it was deleted");
  const isOver = now.timeout !== undefined && now.timeout.at <= time;
  return isOver || wasPaused(before, now) ? pausedMeanwhile() : undefined;
}
