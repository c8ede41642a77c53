import type { Sandbox } from "@sandboxes/schema";
import type { schemas } from "@sandboxes/schema/schemas";
import { cancelCountdown, planDeletion, startCountdown } from "./auto-delete.ts";
import type { SandboxRecord } from "./sandbox-record.ts";
import { planTimeout } from "./timeout.ts";

/** A state that the spec lists. */
export type KnownStatus = (typeof schemas.SandboxStatus.enum)[number];

/** An event in the life of a sandbox. */
export type LifecycleEvent = "pause" | "resume" | "become-active";

/** The next status after each event. A status that is missing here allows no event. */
const transitions: Readonly<
  Partial<Record<KnownStatus, Partial<Record<LifecycleEvent, KnownStatus>>>>
> = {
  active: { pause: "paused" },
  paused: { resume: "resuming" },
  resuming: { "become-active": "active" },
};

/**
 * Looks up the next status of a sandbox.
 *
 * @returns the next status; `undefined` if the current one does not allow the event
 * @example
 * nextStatus("active", "pause"); // "paused"
 */
export function nextStatus(status: string, event: LifecycleEvent): KnownStatus | undefined {
  return isListed(status) ? transitions[status]?.[event] : undefined;
}

function isListed(status: string): status is KnownStatus {
  return Object.hasOwn(transitions, status);
}

/** @returns whether a sandbox has a status. A status that the spec does not list does not compile. */
export function hasStatus({ sandbox }: SandboxRecord, status: KnownStatus): boolean {
  return sandbox.status === status;
}

/**
 * Applies the changes that are due by now: the end of a resume, and the pause by a timeout. So no
 * process has to run at the moment of the change.
 *
 * @param now milliseconds since the epoch
 * @returns the same record if nothing has changed
 */
export function observe(record: SandboxRecord, now: number): SandboxRecord {
  return pauseByTimeout(endResume(record, now), now);
}

/** @returns whether `observe` can still change the record at a later time */
export function isTimed({ activeAt, timeout }: SandboxRecord): boolean {
  return activeAt !== undefined || timeout !== undefined;
}

function endResume(record: SandboxRecord, now: number): SandboxRecord {
  if (record.activeAt === undefined || record.activeAt > now) return record;
  const status = nextStatus(record.sandbox.status, "become-active");
  if (status === undefined) return record;
  const { activeAt: _, ...rest } = record;
  return { ...rest, sandbox: { ...record.sandbox, status } };
}

function pauseByTimeout(record: SandboxRecord, now: number): SandboxRecord {
  const { timeout, ...rest } = record;
  if (timeout === undefined || timeout.at > now) return record;
  const status = nextStatus(record.sandbox.status, "pause");
  if (status === undefined) return record;
  const paused = { ...record.sandbox, status, snapshot_id: timeout.snapshotId };
  return { ...rest, sandbox: startCountdown(paused, timeout.at) };
}

/**
 * Pauses a sandbox.
 *
 * @param now milliseconds since the epoch
 * @returns the changed record; `undefined` if its state does not allow a pause
 */
export function pause(
  record: SandboxRecord,
  snapshotId: string,
  now: number,
): SandboxRecord | undefined {
  const paused = changeStatus(record, "pause", { snapshot_id: snapshotId });
  if (!paused) return undefined;
  const { timeout: _, ...rest } = paused;
  return planDeletion({ ...rest, sandbox: startCountdown(rest.sandbox, now) });
}

/**
 * Begins a resume.
 *
 * @param activeAt when the resume is over, in milliseconds since the epoch
 * @param accessToken a new token. Earlier tokens become invalid
 * @returns the changed record; `undefined` if its state does not allow a resume
 */
export function resume(
  record: SandboxRecord,
  activeAt: number,
  accessToken: string,
): SandboxRecord | undefined {
  const resuming = changeStatus(record, "resume", {});
  if (!resuming) return undefined;
  return planDeletion({
    ...resuming,
    sandbox: cancelCountdown(resuming.sandbox),
    accessToken,
    activeAt,
    activeSince: activeAt,
    ...planTimeout(activeAt, resuming.sandbox.timeout_seconds),
  });
}

/** @returns the record with a changed sandbox and the next revision */
export function amend(record: SandboxRecord, sandbox: Sandbox): SandboxRecord {
  return { ...record, sandbox, revision: record.revision + 1 };
}

function changeStatus(
  record: SandboxRecord,
  event: LifecycleEvent,
  change: Partial<Sandbox>,
): SandboxRecord | undefined {
  const status = nextStatus(record.sandbox.status, event);
  if (status === undefined) return undefined;
  return {
    ...record,
    sandbox: { ...record.sandbox, ...change, status },
    revision: record.revision + 1,
  };
}
