import type { Sandbox } from "@sandboxes/schema";
import { type Timeout, planTimeout } from "./timeout.ts";

/** What is kept of a sandbox. */
export interface SandboxRecord {
  /** Id of the team. */
  readonly team: string;
  /** What the API shows of it, with the status that it had when it was last changed. */
  readonly sandbox: Sandbox;
  /** Opaque; shown to the team, never in a list. */
  readonly accessToken: string;
  /** What it was made from. */
  readonly template: string;
  /** What every command finds in its environment. */
  readonly envVars: Readonly<Record<string, string>>;
  /** While it is `resuming`: when it will be `active`, in milliseconds since the epoch. */
  readonly activeAt?: number;
  /** When its timeout pauses it, if it is `active` then. */
  readonly timeout?: Timeout;
  /** When a store may remove it, in milliseconds since the epoch. Absent: never, as for all of today's sandboxes. */
  readonly endsAt?: number;
  /** Counts the changes; a new one has 0. */
  readonly revision: number;
}

/** What the lifecycle lets happen to a sandbox. */
export type LifecycleEvent = "pause" | "resume" | "become-active";

/** What a sandbox is documented to be. A status that is not here allows nothing. */
const transitions: Readonly<Record<string, Partial<Record<LifecycleEvent, string>>>> = {
  active: { pause: "paused" },
  paused: { resume: "resuming" },
  resuming: { "become-active": "active" },
};

/**
 * The lifecycle of a sandbox, as a table of what may follow on what.
 *
 * @returns the next status; `undefined` when the event is not allowed in this one
 * @example
 * nextStatus("active", "pause"); // "paused"
 */
export function nextStatus(status: string, event: LifecycleEvent): string | undefined {
  return Object.hasOwn(transitions, status) ? transitions[status]?.[event] : undefined;
}

/**
 * Applies the changes that time alone has made to a record: a resume is over, or the timeout has
 * paused the sandbox. So no process has to run at that moment.
 *
 * @param now milliseconds since the epoch
 * @returns the same record when nothing has changed
 */
export function observe(record: SandboxRecord, now: number): SandboxRecord {
  return pauseByTimeout(endResume(record, now), now);
}

/** @returns whether time alone can still change a record */
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
  return { ...rest, sandbox: { ...record.sandbox, status, snapshot_id: timeout.snapshotId } };
}

/** @returns the record after a pause, `undefined` when its state does not allow one */
export function pause(record: SandboxRecord, snapshotId: string): SandboxRecord | undefined {
  const paused = changeStatus(record, "pause", { snapshot_id: snapshotId });
  if (!paused) return undefined;
  const { timeout: _, ...rest } = paused;
  return rest;
}

/**
 * Begins a resume.
 *
 * @param activeAt when it will be over, in milliseconds since the epoch
 * @param accessToken a new one: those from before are good no more
 * @returns the record after it, `undefined` when its state does not allow one
 */
export function resume(
  record: SandboxRecord,
  activeAt: number,
  accessToken: string,
): SandboxRecord | undefined {
  const resuming = changeStatus(record, "resume", {});
  return (
    resuming && { ...resuming, activeAt, accessToken, ...planTimeout(record.sandbox, activeAt) }
  );
}

/** @returns the record with what its owner has changed of the sandbox */
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
