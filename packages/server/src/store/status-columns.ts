import { phasesOf } from "../lifecycle/phases.ts";
import type { SandboxRecord } from "../lifecycle/sandbox-record.ts";

/** The statuses of a record over time. A store can search for the status at any time without the record. */
export interface StatusColumns {
  /** The status before `next_at`. */
  readonly status: string;
  /** Milliseconds since the epoch; infinity if the status never changes by itself. */
  readonly next_at: number;
  readonly next_status: string;
  /** Milliseconds since the epoch; infinity if the status does not change again. */
  readonly last_at: number;
  readonly last_status: string;
}

export function toStatusColumns(record: SandboxRecord): StatusColumns {
  const [first, second = first, last = second] = phasesOf(record);
  return {
    status: first.status,
    next_at: first.until,
    next_status: second.status,
    last_at: second.until,
    last_status: last.status,
  };
}

/** @returns the status at a time, in milliseconds since the epoch */
export function statusAt(
  { status, next_at, next_status, last_at, last_status }: StatusColumns,
  now: number,
): string {
  if (now < next_at) return status;
  return now < last_at ? next_status : last_status;
}
